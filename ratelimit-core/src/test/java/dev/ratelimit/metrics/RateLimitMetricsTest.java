package dev.ratelimit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.event.EventKind;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitMetricsTest {

    private static final Limit FIVE = Limit.perDay(5);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private static RateLimiterBuilder five() {
        return RateLimiter.builder().defaultLimit(FIVE);
    }

    private void bind(RateLimiter limiter) {
        new RateLimitMetrics(limiter.observations().measured()).bindTo(registry);
    }

    private double decisions(String rule, String source, String outcome) {
        return count("ratelimit.decisions", "rule", rule, "source", source, "outcome", outcome);
    }

    private double count(String name, String... tags) {
        Counter counter = registry.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private static void check(RateLimiter limiter, String user, int times) {
        for (int i = 0; i < times; i++) {
            limiter.check(user);
        }
    }

    @Test
    void countsByRuleAndSourceAndOutcome() {
        Rule shadow = Rule.of("draft", Key.of("user"), Limit.perDay(1)).withMode(Mode.SHADOW);
        try (RateLimiter limiter = five().rules(List.of(shadow)).build()) {
            bind(limiter);
            check(limiter, "alice", 7);
        }
        assertThat(decisions("default", "memory", "allowed")).isEqualTo(5);
        assertThat(decisions("default", "memory", "denied")).isEqualTo(2);
        assertThat(decisions("draft", "memory", "allowed")).isEqualTo(1);
        assertThat(decisions("draft", "memory", "would_deny")).isEqualTo(6);
        assertThat(registry.get("ratelimit.decisions").counters()).hasSize(4);
    }

    @Test
    void countsWhatIsNearTheLimitAsAllowedToo() {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            check(limiter, "alice", 3);
            assertThat(count("ratelimit.near.limit", "rule", "default")).isZero();
            check(limiter, "alice", 3);
        }
        assertThat(count("ratelimit.near.limit", "rule", "default")).isEqualTo(2);
        assertThat(decisions("default", "memory", "allowed")).isEqualTo(5);
    }

    @Test
    void countsWhatNoRuleWasAskedAbout() {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            limiter.allowList().put("alice", "", "carol", null);
            limiter.denyList().put("bob", "", "carol", null);
            check(limiter, "alice", 2);
            check(limiter, "bob", 3);
            limiter.modeRepository().set(Mode.OFF, null, "carol");
            check(limiter, "dave", 4);
        }
        assertThat(decisions("none", "allow-list", "allowed")).isEqualTo(2);
        assertThat(decisions("none", "deny-list", "denied")).isEqualTo(3);
        assertThat(decisions("none", "no-rule", "allowed")).isEqualTo(4);
    }

    @Test
    void tellsHowLongDecisionsTook() {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            check(limiter, "alice", 6);
        }
        var taken = registry.get("ratelimit.decision.duration").timer().takeSnapshot();
        assertThat(taken.count()).isEqualTo(6);
        assertThat(taken.histogramCounts())
                .hasSize(14)
                .anySatisfy(bucket ->
                        assertThat(bucket.bucket(TimeUnit.MICROSECONDS)).isEqualTo(50));
        assertThat(taken.histogramCounts()[13].bucket(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
        assertThat(taken.histogramCounts()[13].count()).isEqualTo(6);
    }

    @Test
    void tellsOfTheStoreAndTheCaches() {
        try (RateLimiter limiter = five().memoryUsers().build()) {
            bind(limiter);
            check(limiter, "alice", 1);
            check(limiter, "bob", 1);
            assertThat(gauge("ratelimit.store.lost")).isZero();
            assertThat(gauge("ratelimit.cache.size", "cache", "buckets")).isEqualTo(2);
            assertThat(gauge("ratelimit.cache.size", "cache", "profiles")).isEqualTo(2);
            assertThat(count("ratelimit.fail.open")).isZero();
            assertThat(registry.get("ratelimit.analytics.dropped")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void countsEvents() {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            for (EventKind kind : EventKind.values()) {
                assertThat(events(kind)).as(kind.id()).isZero();
            }
            check(limiter, "alice", 5);
            await().until(() -> events(EventKind.QUOTA_100) == 1);
            assertThat(registry.get("ratelimit.events.dropped")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    private double events(EventKind kind) {
        return registry.get("ratelimit.events")
                .tags("kind", kind.id())
                .functionCounter()
                .count();
    }

    @Test
    void namesNoUser() {
        try (RateLimiter limiter = five().memoryUsers().build()) {
            bind(limiter);
            limiter.denyList().put("wanted", "", "carol", null);
            check(limiter, "alice", 6);
            check(limiter, "wanted", 1);
        }
        assertThat(registry.getMeters())
                .hasSizeGreaterThan(6)
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .doesNotContain("alice", "wanted");
    }

    @Test
    void tagsEveryMeterAsItIsTold() {
        try (RateLimiter limiter = five().build()) {
            new RateLimitMetrics(limiter.observations().measured(), Tags.of("app", "shop")).bindTo(registry);
            check(limiter, "alice", 6);
        }
        assertThat(registry.getMeters())
                .hasSizeGreaterThan(6)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("app")).isEqualTo("shop"));
    }

    /** Whoever looked would find none, and register it anew. */
    @Test
    void looksMetersUpOnceAndNotForEachRequest() {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            check(limiter, "alice", 6);
            registry.clear();
            check(limiter, "alice", 10);
            check(limiter, "bob", 6);
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void countsEveryDecisionOfManyThreads() throws InterruptedException {
        try (RateLimiter limiter = five().build()) {
            bind(limiter);
            ExecutorService many = Executors.newFixedThreadPool(8);
            for (int thread = 0; thread < 8; thread++) {
                String user = "user" + thread;
                many.execute(() -> check(limiter, user, 1_000));
            }
            many.shutdown();
            assertThat(many.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(decisions("default", "memory", "allowed")).isEqualTo(40);
        assertThat(decisions("default", "memory", "denied")).isEqualTo(7_960);
    }

    @Test
    void leavesNothingBehind() {
        try (RateLimiter limiter = five().build();
                RateLimitMetrics metrics =
                        new RateLimitMetrics(limiter.observations().measured())) {
            metrics.bindTo(registry);
            check(limiter, "alice", 6);
            assertThat(registry.getMeters()).isNotEmpty();
            metrics.close();
            check(limiter, "alice", 1);
            assertThat(registry.getMeters()).isEmpty();
        }
    }
}
