package dev.ratelimit.store;

import dev.ratelimit.store.StoreException.Trouble;
import java.time.InstantSource;

/**
 * Decides whether to ask a store at all. It opens at a lost link at once, after five failures in a row, or when more
 * than half of at least twenty calls within a second failed. A good probe makes it half-open: real calls are tried, and
 * the first one closes it or opens it again; so at most once a second, or a store that is just too slow would be lost and
 * found with each probe. A failure that says nothing of the store's health does not count. One that is untried is open until
 * a good probe closes it.
 */
final class Breaker {

    private static final int IN_A_ROW = 5;
    private static final int LEAST_CALLS = 20;
    private static final long WINDOW_MILLIS = 1_000;
    private static final long LEAST_MILLIS_BETWEEN_TRIALS = 1_000;

    enum State {
        UNTRIED,
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final InstantSource clock;
    private volatile State state;
    private volatile int failuresInARow;
    private long windowStart;
    private long triedMillis = -LEAST_MILLIS_BETWEEN_TRIALS;
    private int calls;
    private int failures;

    Breaker(InstantSource clock) {
        this(clock, false);
    }

    Breaker(InstantSource clock, boolean untried) {
        this.clock = clock;
        this.state = untried ? State.UNTRIED : State.CLOSED;
    }

    State state() {
        return state;
    }

    boolean open() {
        State now = state;
        return now == State.OPEN || now == State.UNTRIED;
    }

    /** A real call succeeded; returns whether that closed the breaker. */
    synchronized boolean succeeded() {
        boolean closes = state == State.HALF_OPEN;
        if (closes) {
            state = State.CLOSED;
        }
        failuresInARow = 0;
        count(0);
        return closes;
    }

    /** A real call failed, or a probe of an untried store; returns whether that opened a breaker that was closed or untried. */
    synchronized boolean failed(Trouble trouble) {
        if (trouble == Trouble.CALL || state == State.OPEN) {
            return false;
        }
        count(1);
        failuresInARow++;
        boolean tooMany = failuresInARow >= IN_A_ROW || (calls >= LEAST_CALLS && 2 * failures > calls);
        boolean opened = state != State.HALF_OPEN;
        if (opened && trouble != Trouble.DISCONNECTED && !tooMany) {
            return false;
        }
        state = State.OPEN;
        return opened;
    }

    /** A probe of an open store succeeded. */
    synchronized void probed() {
        long now = clock.millis();
        if (state == State.UNTRIED) {
            state = State.CLOSED;
        } else if (state == State.OPEN && now - triedMillis >= LEAST_MILLIS_BETWEEN_TRIALS) {
            state = State.HALF_OPEN;
            triedMillis = now;
            failuresInARow = 0;
            calls = 0;
            failures = 0;
        }
    }

    private void count(int failed) {
        long now = clock.millis();
        if (now - windowStart >= WINDOW_MILLIS) {
            windowStart = now;
            calls = 0;
            failures = 0;
        }
        calls++;
        failures += failed;
    }
}
