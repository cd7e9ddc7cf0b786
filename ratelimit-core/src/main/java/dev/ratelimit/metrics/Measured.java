package dev.ratelimit.metrics;

import dev.ratelimit.limit.Verdict;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/** What there is to measure of a limiter. Knows nothing of any library of metrics. Thread-safe. */
public interface Measured {

    /**
     * Tells of each verdict, and of how many nanoseconds it took, on the thread of the request: to be brief. What is thrown
     * changes nothing.
     *
     * @return ends it
     */
    Runnable listen(ObjLongConsumer<Verdict> listener);

    /** Whether Redis, or one of its servers, is not asked at the moment, since it did not answer. */
    boolean storeLost();

    /** How many entries there are about in each of the caches of this JVM, by what is in them. */
    Map<String, LongSupplier> sizes();

    /** Of how many requests the counts were given up, since Redis was away for too long. */
    long dropped();

    /** How many events there were, by the ids of all kinds, such as {@code denial_storm}. */
    Map<String, LongSupplier> events();

    /** Of how many events listeners did not hear, since they took too long. */
    long eventsDropped();
}
