package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.util.List;
import java.util.UUID;

/** Calls as tests write them: on subjects that no other test has used. */
public final class Charges {

    private Charges() {}

    public static String newSubject() {
        return UUID.randomUUID().toString();
    }

    public static Charge charge(String rule, Limit limit, String subject, long cost) {
        return inGroup(Charge.ENFORCED, rule, limit, subject, cost);
    }

    public static Charge inGroup(int group, String rule, Limit limit, String subject, long cost) {
        return new Charge(rule, limit, List.of(subject), cost, group, FailurePolicy.LOCAL);
    }

    public static Call take(Charge... charges) {
        return call(Action.TAKE, charges);
    }

    public static Call call(Action action, Charge... charges) {
        return new Call(action, List.of(charges), null);
    }

    /** The only decision of a call on one bucket. */
    public static Decision decide(Store store, Action action, Limit limit, String subject, long cost) {
        return decided(store, call(action, charge("rule", limit, subject, cost)))
                .decisions()
                .get(0);
    }

    public static Decision take(Store store, Limit limit, String subject, long cost) {
        return decide(store, Action.TAKE, limit, subject, cost);
    }

    public static Answer.Decided decided(Store store, Call call) {
        return (Answer.Decided) store.decide(call);
    }
}
