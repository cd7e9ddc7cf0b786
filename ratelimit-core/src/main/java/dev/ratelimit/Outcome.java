package dev.ratelimit;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and what it rests on.
 *
 * @param charges what was asked for, at its whole cost
 * @param decisions the store's, in the order of the charges
 * @param clocks by which each was taken, where several servers decided
 */
record Outcome(Verdict verdict, List<Charge> charges, List<Decision> decisions, List<Long> clocks) {

    Outcome(Verdict verdict, List<Charge> charges, List<Decision> decisions) {
        this(verdict, charges, decisions, List.of());
    }

    /** One that rests on no bucket. */
    static Outcome without(boolean allowed, Source source, long nowMillis) {
        return without(Verdict.without(allowed, source, nowMillis));
    }

    static Outcome without(Verdict verdict) {
        return new Outcome(verdict, List.of(), List.of());
    }

    /**
     * The call that takes.
     *
     * @param answered whether there will be a response, after which to count what counts only then
     */
    static Call call(List<Charge> charges, boolean answered, @Nullable AssumedUser user) {
        boolean looks = answered && countsAfterwards(charges);
        List<Charge> taken = looks
                ? charges.stream()
                        .map(charge -> charge.afterwards() ? charge.look() : charge)
                        .toList()
                : charges;
        return new Call(Action.TAKE, taken, user);
    }

    static Outcome of(List<Charge> charges, Answer.Decided decided) {
        return new Outcome(
                Verdict.of(decided.decisions(), decided.nowMillis()), charges, decided.decisions(), decided.clocks());
    }

    /** The clock of the server that decided the {@code i}-th charge, when it did. */
    long takenAt(int i) {
        return clocks.isEmpty() ? verdict.nowMillis() : clocks.get(i);
    }

    /** Whether something is counted after the response only, so that what else was taken is put back if it is used up. */
    boolean countsAfterwards() {
        return countsAfterwards(charges);
    }

    private static boolean countsAfterwards(List<Charge> charges) {
        for (Charge charge : charges) {
            if (charge.afterwards()) {
                return true;
            }
        }
        return false;
    }

    /** The same, denied where something is used up that is counted after responses: a look at it always passes. */
    Outcome denyingWhatIsUsedUp() {
        // A remembered denial is answered alone.
        if (!countsAfterwards() || decisions.size() < charges.size()) {
            return this;
        }
        List<Decision> stricter = new ArrayList<>(decisions);
        for (int i = 0; i < charges.size(); i++) {
            Decision looked = decisions.get(i);
            if (charges.get(i).afterwards() && looked.allowed() && looked.remaining() == 0) {
                stricter.set(i, looked.denied(looked.nextAfterMillis()));
            }
        }
        return new Outcome(Verdict.of(stricter, verdict.nowMillis()), charges, stricter, clocks);
    }
}
