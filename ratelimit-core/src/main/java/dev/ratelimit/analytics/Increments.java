package dev.ratelimit.analytics;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one node counted within one minute.
 *
 * @param minute since 1970, by this node's clock
 * @param counts by {@link Field}; changes, which may be negative
 * @param slowestNanos the longest decision; 0 where there was none
 * @param requests how many requests of the callers who made most
 * @param denials how many of them were denied, of the callers who were denied most
 * @param callers whoever a HyperLogLog of the minute must hear of
 */
public record Increments(
        long minute,
        Map<String, Long> counts,
        long slowestNanos,
        Map<String, Long> requests,
        Map<String, Long> denials,
        List<String> callers) {

    /** How many of those who come most are told apart. */
    public static final int MOST_HEAVY = 100;

    private static final int MOST_CALLERS = 20_000;

    public Increments {
        requests = heaviest(requests);
        denials = heaviest(denials);
    }

    /** Whether there is nothing to add. */
    public boolean isEmpty() {
        return counts.isEmpty() && requests.isEmpty() && callers.isEmpty();
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
                sum(counts, others.counts),
                Math.max(slowestNanos, others.slowestNanos),
                sum(requests, others.requests),
                sum(denials, others.denials),
                all.stream().limit(MOST_CALLERS).toList());
    }

    /** The same without those whom others know already. */
    Increments withoutCallers() {
        return new Increments(minute, counts, slowestNanos, requests, denials, List.of());
    }

    static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> others) {
        Map<String, Long> sum = new HashMap<>(some);
        others.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }

    /** Those with the greatest counts. */
    static Map<String, Long> heaviest(Map<String, Long> all) {
        if (all.size() <= MOST_HEAVY) {
            return all;
        }
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_HEAVY)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
