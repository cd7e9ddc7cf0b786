package dev.ratelimit.analytics;

import java.time.Duration;
import java.util.List;

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

    /**
     * What some counters were in each minute, or hour, of a time, in order; those in which none was are not among them.
     *
     * @param fields such as {@link Field#ofRequests}
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    List<History.Slice> series(Span span, List<String> fields);
}
