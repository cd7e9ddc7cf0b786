package dev.ratelimit.store;

import java.time.Duration;

/** Hears of what is written in the log of a lost store. Called on threads of requests: it must be quick and not throw. */
public interface OutageListener {

    /** Hears nothing. */
    OutageListener NONE = new OutageListener() {
        @Override
        public void lost(String store, String cause) {}

        @Override
        public void back(String store, Duration lasted) {}
    };

    /**
     * A store, or a server of it, is not asked any more.
     *
     * @param store what it is called, for people
     * @param cause as {@link dev.ratelimit.limit.Decision#cause} says
     */
    void lost(String store, String cause);

    /** It is asked again, or others are in its place. */
    void back(String store, Duration lasted);
}
