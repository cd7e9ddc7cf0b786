package dev.ratelimit.analytics;

/** Where counts are kept, by minute for a while, and by hour for longer. Thread-safe. */
public interface AnalyticsStore extends Analytics {

    /**
     * Adds what a node counted, once: the same numbers again add nothing.
     *
     * @param number of these among the node's, which rises
     * @throws dev.ratelimit.store.StoreException when they may not have been added
     */
    void add(Increments increments, long number);
}
