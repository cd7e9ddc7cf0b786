package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;

/** Counts wrong tokens: ten a minute from one address, then none of that address is looked at. */
final class FailedTries implements AutoCloseable {

    private static final Limit LIMIT = Limit.perMinute(10);
    private static final int MOST_ADDRESSES = 10_000;

    private final RateLimiter limiter = RateLimiter.builder()
            .defaultLimit(LIMIT)
            .memoryMaxBuckets(MOST_ADDRESSES)
            .build();

    /** Counts one; the seconds to wait when there were too many already, 0 when this one still counts as a try. */
    long add(String address) {
        return limiter.check(Rule.DEFAULT_ID, address, 1).allowed() ? 0 : Math.max(1, waitSeconds(address));
    }

    /** Seconds to wait until the next try is looked at; 0 for now. */
    long waitSeconds(String address) {
        var bucket = limiter.look(Rule.DEFAULT_ID, address).decisions().get(0);
        return bucket.remaining() > 0 ? 0 : Math.max(1, CheckAnswer.seconds(bucket.nextAfterMillis()));
    }

    @Override
    public void close() {
        limiter.close();
    }
}
