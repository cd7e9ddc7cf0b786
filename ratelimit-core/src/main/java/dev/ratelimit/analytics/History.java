package dev.ratelimit.analytics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was counted in a time.
 *
 * @param counts all of it
 * @param slowestNanos the longest decision; 0 where there was none
 * @param nodes how many nodes counted; one that was started again is another
 * @param ranked who came most
 * @param distinctUsers about how many users there were (standard error 0.81 %)
 */
public record History(Counts counts, long slowestNanos, int nodes, Ranked ranked, long distinctUsers) {

    /** Nothing. */
    public static final History NONE = new History(new Counts(Map.of()), 0, 0, Ranked.NONE, 0);

    /** How many requests of the callers who made most. */
    public Map<String, Long> requests() {
        return ranked.by(Ranking.REQUESTS);
    }

    /** How many of them were denied, of the callers who were denied most. */
    public Map<String, Long> denials() {
        return ranked.by(Ranking.DENIALS);
    }

    /** The names of all of these. */
    public Set<String> callers() {
        Set<String> callers = new HashSet<>(requests().keySet());
        callers.addAll(denials().keySet());
        return callers;
    }

    /**
     * What some counters were in a minute, or an hour.
     *
     * @param number since 1970
     */
    public record Slice(long number, Counts counts) {}
}
