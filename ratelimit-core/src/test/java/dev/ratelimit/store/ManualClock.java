package dev.ratelimit.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when a test says so. Safe for any number of threads. */
public final class ManualClock implements InstantSource {

    private volatile long millis = 1_700_000_000_000L;

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    /** Moves by a duration, which may be negative. */
    public synchronized void advance(Duration duration) {
        millis += duration.toMillis();
    }

    public void advanceMillis(long duration) {
        advance(Duration.ofMillis(duration));
    }
}
