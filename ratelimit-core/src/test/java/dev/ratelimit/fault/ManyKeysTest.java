package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ever new users: nothing grows beyond its cap, here or in the time that a check takes. */
@Tag("fault")
class ManyKeysTest {

    private static final int CAP = 50_000;
    private static final int ROUND = 200_000;

    @Test
    void theHeapIsFlatAtTheCap() {
        try (RedisServer server = RedisServer.start();
                RateLimiter limiter = limiter(server)) {
            server.kill();
            for (int i = 0; i <= Setting.LIMIT.capacity(); i++) {
                limiter.check("victim");
            }
            check(limiter, 0);
            Resources full = Resources.now();
            double before = check(limiter, 1);
            double after = check(limiter, 2);
            Resources later = Resources.now();
            assertThat(later.heapKib() - full.heapKib()).isLessThan(full.heapKib() / 10);
            assertThat(limiter.check("victim").allowed()).isFalse();
            assertThat(after).isLessThan(Gate.NOISE * Math.max(0.1, before));
            new Finding(
                            "many-keys-here",
                            "600,000 users while Redis is lost, of whom this JVM keeps 50,000",
                            String.format(
                                    Locale.ROOT,
                                    "heap %+d KB after the first 200,000; p99 %.3f then %.3f ms; who was denied stays denied",
                                    later.heapKib() - full.heapKib(),
                                    before,
                                    after))
                    .write();
        }
    }

    @Test
    void noKeyOnRedisIsForEver() {
        try (RedisServer server = RedisServer.start();
                PlainRedis redis = new PlainRedis(server.port());
                RateLimiter limiter = limiter(server)) {
            for (int i = 0; i < 50_000; i++) {
                limiter.check("user" + i);
            }
            String forEver = redis.ask(
                    "EVAL",
                    "local n = 0 for _, k in ipairs(redis.call('KEYS', 'ratelimit:token:*')) do"
                            + " if redis.call('PTTL', k) < 0 then n = n + 1 end end return n",
                    "0");
            String memory = redis.ask("INFO", "memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .findFirst()
                    .orElseThrow();
            long bytes =
                    Long.parseLong(memory.substring("used_memory:".length()).strip());
            assertThat(forEver).isEqualTo(":0");
            new Finding(
                            "many-keys-on-redis",
                            "50,000 users, each with a bucket and a record",
                            bytes / 50_000 + " bytes each; buckets without an end: 0")
                    .write();
        }
    }

    /** The p99 of a round's checks in milliseconds. */
    private static double check(RateLimiter limiter, int round) {
        long[] nanos = new long[ROUND];
        for (int i = 0; i < ROUND; i++) {
            long start = System.nanoTime();
            limiter.check("user" + round + "-" + i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[ROUND * 99 / 100] / 1e6;
    }

    private static RateLimiter limiter(RedisServer server) {
        return RateLimiter.builder()
                .redis(server.address())
                .rules(List.of(Rule.ofDefault(Setting.LIMIT, FailurePolicy.LOCAL)))
                .memoryMaxBuckets(CAP)
                .build();
    }
}
