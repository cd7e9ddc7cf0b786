package dev.ratelimit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
class MetricsOnRedisTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private double count(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void tellWhenRedisIsLostAndWhatBecomesOfRequests() {
        Rule open = Rule.ofDefault(Limit.perDay(2), FailurePolicy.ALLOW);
        try (RedisServer redis = RedisServer.start();
                RateLimiter limiter = RateLimiter.builder()
                        .redis(redis.address())
                        .redisSettings(new RedisSettings("ratelimit", Duration.ofSeconds(5), 512))
                        .rules(List.of(open))
                        .build()) {
            new RateLimitMetrics(limiter.observations().measured()).bindTo(registry);
            for (int i = 0; i < 5; i++) {
                limiter.check("alice");
            }
            assertThat(count("ratelimit.decisions", "source", "redis", "outcome", "allowed"))
                    .isEqualTo(2);
            assertThat(count("ratelimit.decisions", "source", "redis", "outcome", "denied"))
                    .isEqualTo(1);
            assertThat(count("ratelimit.decisions", "source", "deny-cache", "outcome", "denied"))
                    .isEqualTo(2);
            assertThat(gauge("ratelimit.cache.size", "cache", "denials")).isEqualTo(1);
            assertThat(gauge("ratelimit.cache.size", "cache", "profiles")).isEqualTo(1);
            assertThat(gauge("ratelimit.store.lost")).isZero();

            redis.kill();
            await().until(() -> {
                limiter.check("bob");
                return gauge("ratelimit.store.lost") == 1;
            });
            limiter.check("carol");
            double passed = count("ratelimit.fail.open");
            assertThat(passed).isPositive();
            assertThat(count("ratelimit.decisions", "source", "fail-open", "outcome", "allowed"))
                    .isEqualTo(passed);
            assertThat(count("ratelimit.store.errors")).isEqualTo(passed);

            redis.restart();
            await().atMost(Duration.ofSeconds(20)).until(() -> gauge("ratelimit.store.lost") == 0);
        }
    }

    @Test
    void tellWhoPassesUncountedByOneRuleWhereAnotherCounts() {
        Rule open = Rule.of("open", Key.of("user"), Limit.perDay(1_000)).withOnStoreFailure(FailurePolicy.ALLOW);
        Rule local = Rule.of("local", Key.of("user"), Limit.perDay(1_000)).withOnStoreFailure(FailurePolicy.LOCAL);
        try (RedisServer redis = RedisServer.start();
                RateLimiter limiter = RateLimiter.builder()
                        .redis(redis.address())
                        .rules(List.of(open, local))
                        .build()) {
            new RateLimitMetrics(limiter.observations().measured()).bindTo(registry);
            redis.kill();
            await().until(() -> {
                limiter.check("bob");
                return gauge("ratelimit.store.lost") == 1;
            });
            double before = count("ratelimit.fail.open");
            for (int i = 0; i < 5; i++) {
                limiter.check("carol");
            }
            assertThat(count("ratelimit.fail.open") - before).isEqualTo(5);

            MeterRegistry shared = new SimpleMeterRegistry();
            new RateLimitMetrics(limiter.observations().measured()).bindTo(shared);
            new RateLimitMetrics(limiter.observations().measured()).bindTo(shared);
            assertThat(shared.get("ratelimit.store.lost").gauge().value())
                    .as("lost is lost, however many say so")
                    .isEqualTo(1);
        }
    }
}
