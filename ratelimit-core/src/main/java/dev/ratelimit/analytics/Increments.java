package dev.ratelimit.analytics;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one node counted within one minute.
 *
 * @param minute since 1970, by this node's clock
 * @param counts by {@link Field}; changes, which may be negative
 * @param slowestNanos the longest decision; 0 where there was none
 * @param ranked who came most
 * @param callers whoever a HyperLogLog of the minute must hear of
 */
public record Increments(
        long minute, Map<String, Long> counts, long slowestNanos, Ranked ranked, List<String> callers) {

    /** Of a minute that waits: an hour without a store is to take little memory. */
    private static final int MOST_CALLERS = 2_000;

    public Increments {
        ranked = ranked.heaviest();
    }

    /** Whether there is nothing to add. */
    public boolean isEmpty() {
        return counts.isEmpty() && ranked.isEmpty() && callers.isEmpty();
    }

    /** Some of the counters. */
    Counts countsOf(List<String> fields) {
        Map<String, Long> some = new HashMap<>(counts);
        some.keySet().retainAll(fields);
        return new Counts(some);
    }

    /** How many requests were decided. */
    long requestCount() {
        return new Counts(counts).requests().total();
    }

    /** How many requests nothing is known of once these are given up, with those of which nothing is known already. */
    long lostCount() {
        return requestCount() + counts.getOrDefault(Field.DROPPED, 0L);
    }

    /** These and others of the same minute. */
    Increments and(Increments others) {
        Set<String> all = new LinkedHashSet<>(callers);
        all.addAll(others.callers);
        return new Increments(
                minute,
                bounded(counts, others.counts),
                Math.max(slowestNanos, others.slowestNanos),
                ranked.and(others.ranked),
                all.stream().limit(MOST_CALLERS).toList());
    }

    /** The same without what others keep. */
    Increments countsAlone() {
        return new Increments(minute, counts, slowestNanos, Ranked.NONE, List.of());
    }

    private static Map<String, Long> bounded(Map<String, Long> counts, Map<String, Long> more) {
        Map<String, Long> sum = new HashMap<>(counts);
        long room = Span.Unit.DAY.mostRoutes()
                - counts.keySet().stream().filter(Field::isOfRoute).count();
        for (Map.Entry<String, Long> count : more.entrySet()) {
            String field = count.getKey();
            if (Field.isOfRoute(field) && !sum.containsKey(field) && room-- <= 0) {
                field = Field.ofOtherRoutes(field);
            }
            sum.merge(field, count.getValue(), Long::sum);
        }
        return sum;
    }
}
