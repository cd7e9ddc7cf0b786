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
 * @param charges what was taken, or is to be counted after the response; none of a shadow rule that had no room
 * @param source who took it
 */
record Taking(Store store, long atMillis, Source source, List<Charge> charges) {

    private static final List<Source> COUNTED = List.of(Source.REDIS, Source.MEMORY, Source.LOCAL);

    static Taking of(Store store, Outcome outcome) {
        Source source = Source.NO_RULE;
        List<Charge> taken = new ArrayList<>(outcome.charges().size());
        for (int i = 0; i < outcome.charges().size() && outcome.verdict().allowed(); i++) {
            Decision decision = outcome.decisions().get(i);
            if (COUNTED.contains(decision.source())
                    && fits(outcome, outcome.charges().get(i).group())) {
                source = decision.source();
                taken.add(outcome.charges().get(i));
            }
        }
        return new Taking(store, outcome.verdict().nowMillis(), source, taken);
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
        List<Charge> back = charges.stream()
                .filter(charge -> !charge.afterwards() && charge.cost() > 0 && which.test(charge))
                .toList();
        return back.isEmpty() ? List.of() : decisions(store.decide(Call.putBack(back, atMillis, source)));
    }

    /** Charges more, whether it fits or not. */
    void charge(ToLongFunction<Charge> units) {
        List<Charge> more = charges.stream()
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
