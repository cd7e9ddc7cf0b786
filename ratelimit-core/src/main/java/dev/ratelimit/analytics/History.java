package dev.ratelimit.analytics;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was counted in a time.
 *
 * @param slices what was counted in each minute, or hour, in order; those in which nothing was are not among them
 * @param requests how many requests of the users who made most
 * @param denials how many of them were denied, of the users who were denied most
 * @param distinctUsers about how many users there were (standard error 0.81 %)
 */
public record History(List<Slice> slices, Map<String, Long> requests, Map<String, Long> denials, long distinctUsers) {

    /**
     * A minute, or an hour.
     *
     * @param number since 1970
     * @param counts by {@link Field}
     * @param slowestNanos the longest decision
     * @param nodes how many nodes counted
     */
    public record Slice(long number, Map<String, Long> counts, long slowestNanos, int nodes) {}

    /** All that was counted. */
    public Counts counts() {
        return counts(slice -> true);
    }

    /** All that was counted in some minutes, or hours. */
    public Counts counts(Predicate<Slice> which) {
        return Counts.of(slices.stream().filter(which).map(Slice::counts).toList());
    }
}
