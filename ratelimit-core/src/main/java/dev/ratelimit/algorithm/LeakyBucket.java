package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;

/**
 * A leaky bucket as a meter. It refuses what would overflow its capacity, leaks {@code permits} in each period, and
 * admits at most capacity + rate x W in any window W. It delays nothing. Twin: {@code leaky_bucket.lua}.
 *
 * <p>It is the {@link TokenBucket} mirrored, so the arithmetic stands there: the volume is what the tokens lack.
 *
 * @param volume whole units in the bucket, the one that is leaking counted as whole; above the capacity while in debt
 * @param fraction of the leaking unit that is gone, in units of 1/period
 * @param lastLeak the instant to which the leak was counted
 * @param limit the limit under which it was counted
 */
public record LeakyBucket(long volume, long fraction, long lastLeak, Limit limit) implements Bucket {

    static LeakyBucket fresh(Limit limit, long now) {
        return new LeakyBucket(0, 0, now, limit);
    }

    static LeakyBucket left(Limit limit, Left left, long now) {
        return mirror(TokenBucket.left(limit, left, now));
    }

    private TokenBucket mirror() {
        return new TokenBucket(limit.capacity() - volume, fraction, lastLeak, limit);
    }

    private static LeakyBucket mirror(TokenBucket bucket) {
        return new LeakyBucket(
                bucket.limit().capacity() - bucket.tokens(), bucket.fraction(), bucket.last(), bucket.limit());
    }

    @Override
    public long time() {
        return lastLeak;
    }

    @Override
    public LeakyBucket heal(Limit limit, long now) {
        return mirror(mirror().heal(limit, now));
    }

    @Override
    public LeakyBucket carry(Limit limit, long now) {
        return mirror(mirror().carry(limit, now));
    }

    @Override
    public long room(Limit limit, long now) {
        return mirror().room(limit, now);
    }

    @Override
    public long waitFor(Limit limit, long n, long now) {
        return mirror().waitFor(limit, n, now);
    }

    @Override
    public LeakyBucket use(Limit limit, long n, long now) {
        return mirror(mirror().use(limit, n, now));
    }

    @Override
    public LeakyBucket putBack(Limit limit, long n, long takenAt) {
        return mirror(mirror().putBack(limit, n, takenAt));
    }
}
