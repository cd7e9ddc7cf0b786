package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What a call did to one bucket.
 *
 * @param bucket the bucket afterwards
 * @param reading what the caller is told
 * @param changed whether the bucket must be stored; a denied take changes nothing, unless a clock was healed
 */
public record Step(Bucket bucket, Reading reading, boolean changed) {

    /** One call on one bucket: {@code null} is a bucket that is not stored. Pure. */
    public static Step of(@Nullable Bucket stored, Limit limit, Action action, long cost, long now) {
        Visit visit = Visit.of(stored, limit, now);
        long granted = visit.fits(action, cost);
        return visit.apply(action, cost, granted, granted);
    }
}
