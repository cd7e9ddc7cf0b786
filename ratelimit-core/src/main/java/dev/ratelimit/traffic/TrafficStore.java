package dev.ratelimit.traffic;

import java.time.Instant;

/** Where packed traffic is kept, the latest of it, bounded. Thread-safe. */
public interface TrafficStore {

    /** Looks at what was appended. */
    interface Reader {

        /**
         * Looks at one.
         *
         * @return whether the one before it is to be shown as well
         */
        boolean read(Instant appended, byte[] blob);
    }

    /**
     * Appends one, and gives up the oldest where there is no room.
     *
     * @throws dev.ratelimit.store.StoreException when it may not have been appended
     */
    void append(byte[] blob);

    /**
     * Shows all of it, the latest first, until the reader has enough.
     *
     * @throws dev.ratelimit.store.StoreException when it cannot be read
     */
    void read(Reader reader);
}
