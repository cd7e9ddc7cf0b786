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
     * A bucket of which just {@code n} units are left, and one more comes after {@code nextIn}, for who knows no more of
     * it. What nobody can tell is taken for later rather than sooner: when the others come, and, of a sliding window
     * counter, the next one.
     *
     * @param n 0 to the capacity
     * @param nextIn in milliseconds, at least 1; at most the longest wait there is
     */
    static Bucket left(Limit limit, long n, long nextIn, long now) {
        if (n >= limit.capacity()) {
            return fresh(limit, now);
        }
        return switch (limit.algorithm()) {
            case TOKEN -> TokenBucket.left(limit, n, nextIn, now);
            case LEAKY -> LeakyBucket.left(limit, n, nextIn, now);
            case FIXED_WINDOW, SLIDING_WINDOW_COUNTER -> fresh(limit, now).use(limit, limit.capacity() - n, now);
            case SLIDING_WINDOW_LOG -> SlidingWindowLog.left(limit, n, nextIn, now);
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
