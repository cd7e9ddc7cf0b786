package dev.ratelimit.algorithm;

import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Limit;

/**
 * A counter for each window of the clock, aligned to the epoch in UTC or to a calendar. It admits at most 2 x limit in any window W:
 * one limit just before a boundary and one just after. Twin: {@code fixed_window.lua}.
 *
 * <p>100 per minute, used up at 12:00:59.9, is free again at 12:01:00.0.
 *
 * @param count units taken in the window; above the limit while in debt, or after the limit shrank
 * @param windowStart when the window began
 * @param limit the limit under which it was counted
 */
public record FixedWindow(long count, long windowStart, Limit limit) implements Bucket {

    static FixedWindow fresh(Limit limit, long now) {
        return new FixedWindow(0, start(limit, now), limit);
    }

    @Override
    public long time() {
        return windowStart;
    }

    @Override
    public FixedWindow heal(Limit limit, long now) {
        return new FixedWindow(count, start(limit, now), this.limit);
    }

    @Override
    public FixedWindow carry(Limit limit, long now) {
        long start = start(limit, now);
        return new FixedWindow(windowStart == start ? count : 0, start, limit);
    }

    @Override
    public long room(Limit limit, long now) {
        return limit.capacity() - count;
    }

    @Override
    public long waitFor(Limit limit, long n, long now) {
        return n <= limit.capacity() - count ? 0 : end(limit) - now;
    }

    @Override
    public FixedWindow use(Limit limit, long n, long now) {
        return new FixedWindow(count + n, windowStart, limit);
    }

    @Override
    public FixedWindow putBack(Limit limit, long n, long takenAt) {
        return takenAt < windowStart ? this : new FixedWindow(Math.max(0, count - n), windowStart, limit);
    }

    private static long start(Limit limit, long now) {
        CalendarWindow calendar = limit.calendar();
        return calendar == null ? Arithmetic.windowStart(now, limit.periodMillis()) : calendar.start(now);
    }

    private long end(Limit limit) {
        CalendarWindow calendar = limit.calendar();
        return calendar == null ? windowStart + limit.periodMillis() : calendar.end(windowStart);
    }
}
