package dev.ratelimit.redis;

import java.time.Duration;

/** For how long nothing has been answered. Silence begins with a question. Thread-safe. */
final class Silence {

    private final Duration longest;
    private volatile boolean silent;
    private volatile long sinceNanos;

    /** @param longest how long it may last */
    Silence(Duration longest) {
        this.longest = longest;
    }

    /** Something was answered. */
    void heard() {
        // Written when it changes only: each answer comes by here.
        if (silent) {
            silent = false;
        }
    }

    /**
     * Something was not answered in time.
     *
     * @param askedNanos when it was asked
     * @return whether it has lasted too long
     */
    boolean unheard(long askedNanos) {
        if (!silent) {
            sinceNanos = askedNanos;
            silent = true;
            return false;
        }
        return System.nanoTime() - sinceNanos > longest.toNanos();
    }
}
