package dev.ratelimit.fault;

import dev.ratelimit.limit.Source;

/**
 * One decision.
 *
 * @param atNanos when it was asked for, since the load began
 * @param tookNanos what the request waited for it: the latency that the limiter adds
 */
record Sample(long atNanos, String user, long cost, boolean allowed, Source source, long tookNanos) {

    long endNanos() {
        return atNanos + tookNanos;
    }

    /** Whether Redis decided it, now or lately. */
    boolean onRedis() {
        return source == Source.REDIS || source == Source.DENY_CACHE;
    }
}
