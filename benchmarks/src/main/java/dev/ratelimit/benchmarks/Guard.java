package dev.ratelimit.benchmarks;

import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.function.Function;

/** Refuses to measure what does not limit. */
final class Guard {

    private static final int LIMIT = 20;
    private static final int ATTEMPTS = 50;

    private Guard() {}

    /**
     * Opens the contestant with a limit of 20 per hour and takes 50 times.
     *
     * @throws IllegalStateException unless exactly the first 20 were allowed
     */
    static void check(String name, Function<Limit, Contestant> contestant) {
        try (Contestant limiting = contestant.apply(Limit.of(LIMIT, Duration.ofHours(1)))) {
            for (int i = 0; i < ATTEMPTS; i++) {
                boolean allowed = limiting.take(Subjects.GUARD);
                if (allowed != i < LIMIT) {
                    throw new IllegalStateException(name + " does not limit: of " + LIMIT + " per hour, request "
                            + (i + 1) + " was " + (allowed ? "allowed" : "denied"));
                }
            }
        }
    }
}
