package dev.ratelimit.algorithm;

import static dev.ratelimit.algorithm.Arithmetic.ceilDiv;

import dev.ratelimit.limit.Limit;

/**
 * Two counters, for this window of the clock and the one before; the earlier one is weighted by how much of it the
 * sliding window still covers, as if its use had been spread evenly. It stays below the limit under steady traffic and
 * below 2 x limit in an adversarial window. Twin: {@code sliding_window_counter.lua}.
 *
 * <p>100 per minute, 80 used in the last minute, 15 s into this one: 80 x 45/60 = 60 still count, so 40 fit. See
 * Cloudflare, "How we built rate limiting capable of scaling to millions of domains", 2017.
 *
 * @param current units taken since {@code windowStart}
 * @param previous units taken in the window before
 * @param windowStart when the current window began
 * @param limit the limit under which it was counted
 */
public record SlidingWindowCounter(long current, long previous, long windowStart, Limit limit) implements Bucket {

    /** Counts of a larger limit are read as this much over the window, so that no product passes 2^53. */
    private static final long MAX_PRODUCT = 1L << 52;

    static SlidingWindowCounter fresh(Limit limit, long now) {
        return new SlidingWindowCounter(0, 0, Arithmetic.windowStart(now, limit.periodMillis()), limit);
    }

    /**
     * Units of this window, which fade late, unless all are there before half of the next one is over: then all are of the
     * window before.
     */
    static SlidingWindowCounter left(Limit limit, Left left, long now) {
        long window = limit.periodMillis();
        long start = Arithmetic.windowStart(now, window);
        long covered = window - (now - start);
        long used = limit.capacity() - left.units();
        long before = used * window / covered;
        return left.allIn() < covered + window / 2 && before <= MAX_PRODUCT / window
                ? new SlidingWindowCounter(0, before, start, limit)
                : new SlidingWindowCounter(used, 0, start, limit);
    }

    @Override
    public long time() {
        return windowStart;
    }

    @Override
    public SlidingWindowCounter heal(Limit limit, long now) {
        long start = Arithmetic.windowStart(now, limit.periodMillis());
        return new SlidingWindowCounter(current, previous, start, this.limit);
    }

    @Override
    public SlidingWindowCounter carry(Limit limit, long now) {
        long window = limit.periodMillis();
        long start = Arithmetic.windowStart(now, window);
        if (windowStart == start) {
            return new SlidingWindowCounter(current, previous, start, limit);
        }
        return new SlidingWindowCounter(0, windowStart == start - window ? current : 0, start, limit);
    }

    @Override
    public long room(Limit limit, long now) {
        long window = limit.periodMillis();
        long covered = window - (now - windowStart);
        return limit.capacity() - current - ceilDiv(countable(previous, window) * covered, window);
    }

    @Override
    public long waitFor(Limit limit, long n, long now) {
        long window = limit.periodMillis();
        long elapsed = now - windowStart;
        long room = limit.capacity() - n;
        if (current <= room) {
            return Math.max(0, fadesAt(previous, room - current, window) - elapsed);
        }
        return window - elapsed + fadesAt(current, room, window);
    }

    /** How far into a window the count of the window before weighs at most {@code room}. */
    private static long fadesAt(long count, long room, long window) {
        long counted = countable(count, window);
        return counted <= room ? 0 : window - room * window / counted;
    }

    private static long countable(long count, long window) {
        return Math.min(count, MAX_PRODUCT / window);
    }

    @Override
    public SlidingWindowCounter use(Limit limit, long n, long now) {
        return new SlidingWindowCounter(current + n, previous, windowStart, limit);
    }

    @Override
    public SlidingWindowCounter putBack(Limit limit, long n, long takenAt) {
        if (takenAt >= windowStart) {
            return new SlidingWindowCounter(Math.max(0, current - n), previous, windowStart, limit);
        }
        boolean counts = takenAt >= windowStart - limit.periodMillis();
        return counts ? new SlidingWindowCounter(current, Math.max(0, previous - n), windowStart, limit) : this;
    }
}
