package dev.ratelimit.store;

import java.time.Instant;
import java.time.InstantSource;

/**
 * This node's steady clock, set by what Redis says its own is: a window that is counted here while Redis is lost begins and
 * ends as it does there.
 */
final class RedisTime implements InstantSource {

    private final InstantSource steady;
    private final long tolerated;
    private volatile long ahead;

    /** @param tolerated by how many milliseconds it may be wrong */
    RedisTime(InstantSource steady, long tolerated) {
        this.steady = steady;
        this.tolerated = tolerated;
    }

    /** An answer has come with what Redis' clock was. */
    void heard(long millis) {
        long now = millis - steady.millis();
        if (Math.abs(now - ahead) > tolerated) {
            ahead = now;
        }
    }

    @Override
    public long millis() {
        return steady.millis() + ahead;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
