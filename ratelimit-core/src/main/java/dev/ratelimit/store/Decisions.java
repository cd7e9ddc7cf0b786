package dev.ratelimit.store;

import dev.ratelimit.algorithm.Reading;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;

/** From what a bucket says to the decision about a charge. */
public final class Decisions {

    private Decisions() {}

    /** The decision that a bucket's reading means for a charge. */
    public static Decision of(Charge charge, Reading reading, Source source) {
        return new Decision(
                charge.rule(),
                charge.policy(),
                charge.limit(),
                reading.granted() > 0,
                charge.group() == Charge.ENFORCED,
                reading.remaining(),
                reading.retryAfterMillis(),
                reading.resetAtMillis(),
                reading.nextAfterMillis(),
                source);
    }
}
