package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeSwitch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisModeTest extends ModeContract {

    /** A figure that is promised is reported here; a crowded machine may take ten times as long. */
    private static final int FACTOR = Integer.getInteger("proof.factor", 10);

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    @Test
    void survivesRestarts() {
        limiter().modeRepository().set(Mode.OFF, null, "carol");
        assertThat(limiter().check("alice").source()).isEqualTo(Source.NO_RULE);
    }

    @Test
    void reachesEveryNodeInTime() {
        List<RateLimiter> nodes = Stream.generate(this::limiter).limit(3).toList();
        int changes = 100;
        long[] millis = IntStream.range(0, changes)
                .mapToLong(i -> millisUntilSeen(nodes, i % 2 == 0 ? Mode.OFF : Mode.ENFORCE))
                .sorted()
                .toArray();
        long p99 = millis[(int) Math.ceil(changes * 0.99) - 1];
        System.out.printf("the switch was obeyed by 3 nodes after %d ms (median), %d ms (99%%)%n", millis[50], p99);
        assertThat(p99).isLessThan(FACTOR * 100L);
    }

    private static long millisUntilSeen(List<RateLimiter> nodes, Mode mode) {
        long start = System.nanoTime();
        nodes.get(0).modeRepository().set(mode, null, "carol");
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> nodes.stream()
                        .allMatch(node -> (node.check("alice").source() == Source.NO_RULE) == (mode == Mode.OFF)));
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void isPutBackWhenTheDataAreGone() {
        RateLimiter limiter = limiter();
        ModeSwitch set = limiter.modeRepository().set(Mode.OFF, Instant.parse("2099-01-01T00:00:00Z"), "carol");
        redis.commands().flushall();
        redis.commands().publish("ratelimit:events", "anything");
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.check("alice").source() == Source.NO_RULE);
        assertThat(limiter.modeRepository().load()).isEqualTo(set);
        assertThat(limiter().check("alice").source()).as("a new node").isEqualTo(Source.NO_RULE);
    }

    @Test
    void staysWhenItCannotBeRead() {
        RateLimiter limiter = limiter();
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        redis.commands().hset("ratelimit:mode", "mode", "sometimes");
        redis.commands().publish("ratelimit:events", "anything");
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.check("alice").source() == Source.NO_RULE);
    }
}
