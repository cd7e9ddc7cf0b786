package dev.ratelimit;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What one stage of a request took, so that it can be put back or added to.
 *
 * @param shares what was taken, or is to be counted after the response, by who took it; none of a shadow rule that had no
 *     room. Mostly one: a store of several nodes may have several
 */
record Taking(Store store, List<Share> shares) {

    private static final List<Source> COUNTED = List.of(Source.REDIS, Source.MEMORY, Source.LOCAL);

    /**
     * What one store, or one node of it, took.
     *
     * @param atMillis its clock then
     */
    record Share(Source source, long atMillis, List<Charge> charges) {}

    static Taking of(Store store, Outcome outcome) {
        List<Share> shares = new ArrayList<>(1);
        for (int i = 0; i < outcome.charges().size() && outcome.verdict().allowed(); i++) {
            Source source = outcome.decisions().get(i).source();
            if (COUNTED.contains(source)
                    && fits(outcome, outcome.charges().get(i).group())) {
                share(shares, source, outcome.takenAt(i))
                        .charges()
                        .add(outcome.charges().get(i));
            }
        }
        return new Taking(store, shares);
    }

    private static Share share(List<Share> shares, Source source, long atMillis) {
        for (Share share : shares) {
            if (share.source() == source && share.atMillis() == atMillis) {
                return share;
            }
        }
        Share share = new Share(source, atMillis, new ArrayList<>());
        shares.add(share);
        return share;
    }

    private static boolean fits(Outcome outcome, int group) {
        for (int i = 0; i < outcome.charges().size(); i++) {
            if (outcome.charges().get(i).group() == group
                    && !outcome.decisions().get(i).allowed()) {
                return false;
            }
        }
        return true;
    }

    /** Puts back what some charges took, and tells how their buckets stand then; nothing where that is not known. */
    List<Decision> putBack(Predicate<Charge> which) {
        List<Decision> decisions = new ArrayList<>();
        for (Share share : shares) {
            List<Charge> back = share.charges().stream()
                    .filter(charge -> !charge.afterwards() && charge.cost() > 0 && which.test(charge))
                    .toList();
            if (!back.isEmpty()) {
                decisions.addAll(decisions(store.decide(Call.putBack(back, share.atMillis(), share.source()))));
            }
        }
        return decisions;
    }

    /** Charges more, whether it fits or not. */
    void charge(ToLongFunction<Charge> units) {
        List<Charge> more = shares.stream()
                .flatMap(share -> share.charges().stream())
                .map(charge -> charge.costing(units.applyAsLong(charge)))
                .filter(charge -> charge.cost() > 0)
                .toList();
        if (!more.isEmpty()) {
            store.decide(new Call(Action.CHARGE, more, null));
        }
    }

    private static List<Decision> decisions(Answer answer) {
        return answer instanceof Answer.Decided decided ? decided.decisions() : List.of();
    }
}
