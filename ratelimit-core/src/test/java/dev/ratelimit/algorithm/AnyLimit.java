package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.SplittableRandom;

/** Random limits, small enough that a short history fills and drains them. */
final class AnyLimit {

    private static final long[] PERIODS = {1, 3, 7, 100, 999, 1_000, 60_000, 3_600_000};

    private AnyLimit() {}

    static Limit of(Algorithm algorithm, SplittableRandom random) {
        Duration period = Duration.ofMillis(PERIODS[random.nextInt(PERIODS.length)]);
        long permits = 1 + random.nextLong(random.nextBoolean() ? 5 : 60);
        return algorithm.windowed()
                ? Limit.window(algorithm, permits, period)
                : Limit.bucket(algorithm, 1 + random.nextLong(2 * permits), permits, period);
    }

    /** One unit in each {@code period}, whatever the algorithm. */
    static Limit one(Algorithm algorithm, Duration period) {
        return of(algorithm, 1, period);
    }

    /** {@code limit} in each {@code period}, and as many at once. */
    static Limit of(Algorithm algorithm, long limit, Duration period) {
        return algorithm.windowed()
                ? Limit.window(algorithm, limit, period)
                : Limit.bucket(algorithm, limit, limit, period);
    }
}
