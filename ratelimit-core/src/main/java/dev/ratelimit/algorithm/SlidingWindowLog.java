package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;

/**
 * The instant of every admitted unit. It admits exactly the limit in any window W, at a price in memory. Refused
 * requests are not logged. Twin: {@code sliding_window_log.lua}.
 *
 * <p>5 per minute, taken at 0, 10, 20, 30 and 40 s: the sixth passes at 60 s, the seventh at 70 s.
 *
 * @param entries when each unit was taken, in order
 */
public record SlidingWindowLog(Timestamps entries) implements Bucket {

    static final SlidingWindowLog EMPTY = new SlidingWindowLog(Timestamps.NONE);

    /** One unit that leaves when the next one is there, and the others of when the last of them was taken. */
    static SlidingWindowLog left(Limit limit, Left left, long now) {
        long window = limit.periodMillis();
        long last = now - window + Math.min(left.allIn(), window);
        long first = Math.min(last, now - window + left.nextIn());
        int others = (int) (limit.capacity() - left.units()) - 1;
        return new SlidingWindowLog(Timestamps.NONE.append(first, 1).append(last, others));
    }

    @Override
    public long time() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1);
    }

    @Override
    public SlidingWindowLog heal(Limit limit, long now) {
        return new SlidingWindowLog(entries.atMost(now));
    }

    @Override
    public SlidingWindowLog carry(Limit limit, long now) {
        return new SlidingWindowLog(entries.after(now - limit.periodMillis()));
    }

    @Override
    public long room(Limit limit, long now) {
        return limit.capacity() - entries.size();
    }

    @Override
    public long waitFor(Limit limit, long n, long now) {
        long leaving = entries.size() + n - limit.capacity();
        return leaving <= 0 ? 0 : entries.get((int) leaving - 1) + limit.periodMillis() - now;
    }

    @Override
    public SlidingWindowLog use(Limit limit, long n, long now) {
        return new SlidingWindowLog(entries.append(now, (int) n));
    }

    @Override
    public SlidingWindowLog putBack(Limit limit, long n, long takenAt) {
        return new SlidingWindowLog(entries.remove(takenAt, n));
    }
}
