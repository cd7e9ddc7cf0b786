package dev.ratelimit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a draft of a rule would have done.
 *
 * @param from since when traffic was replayed
 * @param to until when
 * @param scale one in how many callers was seen
 * @param requests how many came in all, whatever the draft is about
 * @param total of the time
 * @param step of the series
 * @param series by when a step begins, every step
 * @param users by caller, those of whom most would have been denied first
 * @param routes by route, in the same order
 * @param assumptions what may have been otherwise
 */
public record Simulation(
        Instant from,
        Instant to,
        long scale,
        long requests,
        Tally total,
        Duration step,
        Map<Instant, Tally> series,
        List<Named> users,
        List<Named> routes,
        List<String> assumptions) {

    /**
     * What would have become of some.
     *
     * @param name of a caller, {@code #} and a fingerprint for one whose name is not known; or a route
     */
    public record Named(String name, Tally tally) {}
}
