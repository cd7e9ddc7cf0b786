package dev.ratelimit.analytics;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was counted in a time.
 *
 * @param slices what was counted in each minute, or hour, in order; those in which nothing was are not among them
 * @param ranked who came most
 * @param distinctUsers about how many users there were (standard error 0.81 %)
 */
public record History(List<Slice> slices, Ranked ranked, long distinctUsers) {

    /**
     * A minute, or an hour.
     *
     * @param number since 1970
     * @param counts by {@link Field}
     * @param slowestNanos the longest decision
     * @param nodes how many nodes counted
     */
    public record Slice(long number, Map<String, Long> counts, long slowestNanos, int nodes) {}

    /** How many requests of the callers who made most. */
    public Map<String, Long> requests() {
        return ranked.by(Ranking.REQUESTS);
    }

    /** How many of them were denied, of the callers who were denied most. */
    public Map<String, Long> denials() {
        return ranked.by(Ranking.DENIALS);
    }

    /** All that was counted. */
    public Counts counts() {
        return counts(slice -> true);
    }

    /** All that was counted in some minutes, or hours. */
    public Counts counts(Predicate<Slice> which) {
        return Counts.of(slices.stream().filter(which).map(Slice::counts).toList());
    }
}
