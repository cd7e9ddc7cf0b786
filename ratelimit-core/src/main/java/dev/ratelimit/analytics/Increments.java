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

    private static final int MOST_CALLERS = 20_000;

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

    /** The same without those whom others know already. */
    Increments withoutCallers() {
        return new Increments(minute, counts, slowestNanos, ranked, List.of());
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
