package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;

/**
 * The state of one subject under one limit: an immutable value with pure steps, each with a Lua twin of the same name,
 * the same fields and the same order of statements. Time comes in as a parameter, in milliseconds; arithmetic is on
 * integers and no step ever rounds what it stores.
 *
 * <p>{@link #carry} comes first: it brings a stored bucket to a limit and an instant. The other methods expect a bucket
 * that was carried to the limit and the instant they are given.
 */
public sealed interface Bucket permits TokenBucket, LeakyBucket, FixedWindow, SlidingWindowLog, SlidingWindowCounter {

    /** A bucket that nobody has used. */
    static Bucket fresh(Limit limit, long now) {
        return switch (limit.algorithm()) {
            case TOKEN -> TokenBucket.fresh(limit, now);
            case LEAKY -> LeakyBucket.fresh(limit, now);
            case FIXED_WINDOW -> FixedWindow.fresh(limit, now);
            case SLIDING_WINDOW_LOG -> SlidingWindowLog.EMPTY;
            case SLIDING_WINDOW_COUNTER -> SlidingWindowCounter.fresh(limit, now);
        };
    }

    /**
     * A bucket of which just so much is left as is known. What nobody can tell is taken for later rather than sooner: when
     * the units after the next one come, and, of a sliding window counter, the next one.
     */
    static Bucket left(Limit limit, Left left, long now) {
        if (left.units() >= limit.capacity()) {
            return fresh(limit, now);
        }
        return switch (limit.algorithm()) {
            case TOKEN -> TokenBucket.left(limit, left, now);
            case LEAKY -> LeakyBucket.left(limit, left, now);
            case FIXED_WINDOW -> fresh(limit, now).use(limit, limit.capacity() - left.units(), now);
            case SLIDING_WINDOW_LOG -> SlidingWindowLog.left(limit, left, now);
            case SLIDING_WINDOW_COUNTER -> SlidingWindowCounter.left(limit, left, now);
        };
    }

    /** The latest instant this state knows of. */
    long time();

    /** The same state, for a clock that ran ahead and was set back to {@code now}. */
    Bucket heal(Limit limit, long now);

    /** The same use, seen at {@code now}, not before {@link #time}, under {@code limit}. */
    Bucket carry(Limit limit, long now);

    /** How many units fit; negative while in debt. */
    long room(Limit limit, long now);

    /** Milliseconds until {@code n} units fit, at most the capacity, if nobody else takes. */
    long waitFor(Limit limit, long n, long now);

    /** The bucket after {@code n} units were taken. */
    Bucket use(Limit limit, long n, long now);

    /** The bucket after {@code n} units that were taken at {@code takenAt} came back. */
    Bucket putBack(Limit limit, long n, long takenAt);
}
