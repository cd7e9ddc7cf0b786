package dev.ratelimit.analytics;

import java.time.Duration;

/** What was counted of all decisions. Thread-safe. */
public interface Analytics {

    /** For how long counts of such a length are kept. */
    Duration kept(Span.Unit unit);

    /**
     * What was counted in a time. Of the last second some may be missing.
     *
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    History read(Span span);
}
