package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Answers by each rule's {@link FailurePolicy}: just another store, for when the other is lost. */
final class FailurePolicies implements Store {

    private static final long RETRY_MILLIS = 1_000;

    private final Store local;
    private final InstantSource clock;

    FailurePolicies(Store local, InstantSource clock) {
        this.local = local;
        this.clock = clock;
    }

    @Override
    public Answer decide(Call call) {
        if (call.charges().isEmpty()) {
            return new Answer.Unknown();
        }
        Answer.Decided local = countLocally(call);
        long now = local.nowMillis();
        Iterator<Decision> counted = local.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(call.charges().size());
        for (Charge charge : call.charges()) {
            decisions.add(
                    switch (charge.onFailure()) {
                        case LOCAL -> counted.next();
                        case ALLOW -> uncounted(charge, true, now);
                        case DENY -> uncounted(charge, false, now);
                    });
        }
        return new Answer.Decided(now, decisions);
    }

    private Answer.Decided countLocally(Call call) {
        // All or nothing holds here, too: what another rule refuses is looked at, not charged.
        boolean refused = call.action().verb() == Verb.TAKE
                && call.charges().stream()
                        .anyMatch(c -> c.onFailure() == FailurePolicy.DENY && c.group() == Charge.ENFORCED);
        List<Charge> charges = call.charges().stream()
                .filter(c -> c.onFailure() == FailurePolicy.LOCAL)
                .map(c -> refused ? c.look() : c)
                .toList();
        if (charges.isEmpty()) {
            return new Answer.Decided(clock.millis(), List.of());
        }
        Action action = refused ? Action.TAKE : call.action();
        return (Answer.Decided) local.decide(new Call(action, charges, null));
    }

    private static Decision uncounted(Charge charge, boolean allowed, long now) {
        return new Decision(
                charge.rule(),
                charge.policy(),
                charge.limit(),
                allowed,
                charge.group() == Charge.ENFORCED,
                allowed ? charge.limit().capacity() : 0,
                allowed ? 0 : RETRY_MILLIS,
                allowed ? now : now + RETRY_MILLIS,
                allowed ? Decision.NEVER : RETRY_MILLIS,
                allowed ? Source.FAIL_OPEN : Source.FAIL_CLOSED);
    }

    @Override
    public void close() {
        local.close();
    }
}
