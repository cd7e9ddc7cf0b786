package dev.ratelimit.redis;

import static dev.ratelimit.store.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LongWindows;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures what a bucket takes in Redis over {@code -Dproof.buckets} of them; prints the table of docs/memory.md. */
class RedisMemoryTest {

    private static final int BUCKETS = Integer.getInteger("proof.buckets", 2_000);

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    @ParameterizedTest
    @CsvSource({
        "TOKEN, 1, 300",
        "LEAKY, 1, 300",
        "FIXED_WINDOW, 1, 300",
        "SLIDING_WINDOW_COUNTER, 1, 350",
        "SLIDING_WINDOW_LOG, 1, 400",
        "SLIDING_WINDOW_LOG, 10, 500",
        "SLIDING_WINDOW_LOG, 100, 1600",
        "SLIDING_WINDOW_LOG, 1000, 12000"
    })
    void aBucketTakesNoMoreThanTheTableSays(Algorithm algorithm, int units, long most) {
        redis.look().flushall();
        // The first call also brings the script.
        take(algorithm, "warm-up", units);
        int buckets = Math.max(500, BUCKETS / units);
        long before = redis.info("memory", "used_memory");
        for (int i = 0; i < buckets; i++) {
            take(algorithm, "user-" + (100_000 + i), units);
        }
        long bytes = (redis.info("memory", "used_memory") - before) / buckets;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.1f |%n",
                algorithm.id(),
                units,
                ("ratelimit:" + algorithm.id() + ":user-100000").length(),
                bytes,
                (double) bytes / units);
        assertThat(bytes).isBetween(50L, most);
    }

    private static void take(Algorithm algorithm, String subject, int units) {
        redis.store()
                .decide(Charges.take(
                        charge("default", LongWindows.of(algorithm, Math.max(100, units)), subject, units)));
    }
}
