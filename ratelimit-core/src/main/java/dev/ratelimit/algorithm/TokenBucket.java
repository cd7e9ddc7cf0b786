package dev.ratelimit.algorithm;

import static dev.ratelimit.algorithm.Arithmetic.ceilDiv;

import dev.ratelimit.limit.Limit;

/**
 * A token bucket. It holds up to {@code capacity} tokens, gains {@code permits} in each period, and admits at most
 * capacity + rate x W in any window W. Twin: {@code token_bucket.lua}.
 *
 * <p>Capacity 10 at 2 per second, idle, admits 10 at once and the next one 500 ms later. See Turner, "New directions in
 * communications", IEEE Communications Magazine 24(10), 1986.
 *
 * @param tokens whole tokens; negative while in debt, or after the capacity shrank
 * @param fraction of the next token, in units of 1/period
 * @param last the instant to which tokens were counted
 * @param limit the limit under which they were counted
 */
public record TokenBucket(long tokens, long fraction, long last, Limit limit) implements Bucket {

    static TokenBucket fresh(Limit limit, long now) {
        return new TokenBucket(limit.capacity(), 0, now, limit);
    }

    /** With some left the next one is on its way; with none there may be a debt before it. */
    static TokenBucket left(Limit limit, Left left, long now) {
        long permits = limit.permits();
        long period = limit.periodMillis();
        long nextIn = left.nextIn();
        if (left.units() > 0) {
            long gone = nextIn >= ceilDiv(period, permits) ? 0 : period - nextIn * permits;
            return new TokenBucket(left.units(), gone, now, limit);
        }
        long rest = nextIn % period * permits;
        long missing = nextIn / period * permits + ceilDiv(rest, period);
        return new TokenBucket(1 - missing, ceilDiv(rest, period) * period - rest, now, limit);
    }

    @Override
    public long time() {
        return last;
    }

    @Override
    public TokenBucket heal(Limit limit, long now) {
        return new TokenBucket(tokens, fraction, now, this.limit);
    }

    @Override
    public TokenBucket carry(Limit limit, long now) {
        return adopt(limit).refill(now);
    }

    /** What was used stays used; a fraction of another period means nothing here. */
    private TokenBucket adopt(Limit limit) {
        if (this.limit.countsLike(limit)) {
            return this;
        }
        return new TokenBucket(limit.capacity() - (this.limit.capacity() - tokens), 0, last, limit);
    }

    private TokenBucket refill(long now) {
        long permits = limit.permits();
        long period = limit.periodMillis();
        long elapsed = now - last;
        if (elapsed >= timeFor(limit, limit.capacity() - tokens)) {
            return fresh(limit, now);
        }
        long units = elapsed % period * permits + fraction;
        long gained = elapsed / period * permits + units / period;
        return new TokenBucket(tokens + gained, units % period, now, limit);
    }

    @Override
    public long room(Limit limit, long now) {
        return tokens;
    }

    @Override
    public long waitFor(Limit limit, long n, long now) {
        return timeFor(limit, n - tokens);
    }

    /** Milliseconds until {@code missing} more tokens are there; the longest life of a bucket at most. */
    private long timeFor(Limit limit, long missing) {
        long permits = limit.permits();
        long period = limit.periodMillis();
        if (missing <= 0) {
            return 0;
        }
        long periods = missing / permits;
        if (periods > Limit.MAX_MILLIS / period) {
            return Limit.MAX_MILLIS;
        }
        return Math.min(Limit.MAX_MILLIS, periods * period + ceilDiv(missing % permits * period - fraction, permits));
    }

    @Override
    public TokenBucket use(Limit limit, long n, long now) {
        return new TokenBucket(tokens - n, fraction, last, limit);
    }

    @Override
    public TokenBucket putBack(Limit limit, long n, long takenAt) {
        return tokens + n >= limit.capacity() ? fresh(limit, last) : use(limit, -n, last);
    }
}
