package dev.ratelimit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two limiters that tell one registry, as two applications of a server do, or one and the next version of it. */
class OneRegistryTest {

    private final RateLimiter one = limiter();
    private final RateLimiter other = limiter();
    private final RateLimitMetrics ofOne =
            new RateLimitMetrics(one.observations().measured());
    private final RateLimitMetrics ofOther =
            new RateLimitMetrics(other.observations().measured());

    private static RateLimiter limiter() {
        return RateLimiter.builder().defaultLimit(Limit.perDay(5)).build();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    /** A plain one, and one that is made of others as the global one is. */
    static List<MeterRegistry> registries() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(new SimpleMeterRegistry());
        return List.of(new SimpleMeterRegistry(), composite);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void areAddedUp(MeterRegistry registry) {
        ofOne.bindTo(registry);
        ofOther.bindTo(registry);
        check(one, "alice", "bob");
        check(other, "carol");
        assertThat(decisions(registry)).isEqualTo(3);
        assertThat(buckets(registry)).isEqualTo(3);
        assertThat(registry.get("ratelimit.store.lost").gauge().value()).isZero();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void closingOneLeavesTheOthersMeters(MeterRegistry registry) {
        ofOne.bindTo(registry);
        ofOther.bindTo(registry);
        check(one, "alice", "bob");
        check(other, "carol");
        List<String> both = names(registry);

        ofOne.close();
        check(one, "dave");
        check(other, "erin");
        assertThat(names(registry)).isEqualTo(both);
        assertThat(decisions(registry)).isEqualTo(4);
        assertThat(registry.get("ratelimit.decision.duration").timer().count()).isEqualTo(4);
        assertThat(buckets(registry)).as("of the other one only").isEqualTo(2);

        ofOther.close();
        assertThat(registry.getMeters()).isEmpty();
        check(other, "frank");
        assertThat(registry.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void theNextOneBeginsAnew(MeterRegistry registry) {
        ofOne.bindTo(registry);
        check(one, "alice");
        ofOne.close();
        ofOther.bindTo(registry);
        check(other, "carol", "dave");
        assertThat(decisions(registry)).isEqualTo(2);
        assertThat(buckets(registry)).isEqualTo(2);
        ofOne.close();
        assertThat(buckets(registry)).as("closed twice").isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void whatIsCountedStaysCountedWhenOneIsClosed(MeterRegistry registry) {
        ofOne.bindTo(registry);
        ofOther.bindTo(registry);
        one.denyList().put("eve", "", "carol", null);
        await().until(() -> listChanges(registry) == 1);
        ofOne.close();
        assertThat(listChanges(registry)).isEqualTo(1);
    }

    private static void check(RateLimiter limiter, String... users) {
        Stream.of(users).forEach(limiter::check);
    }

    private static double decisions(MeterRegistry registry) {
        return registry.get("ratelimit.decisions")
                .tags("outcome", "allowed")
                .counter()
                .count();
    }

    private static double listChanges(MeterRegistry registry) {
        return registry.get("ratelimit.events")
                .tags("kind", "list_changed")
                .functionCounter()
                .count();
    }

    private static double buckets(MeterRegistry registry) {
        return registry.get("ratelimit.cache.size")
                .tags("cache", "buckets")
                .gauge()
                .value();
    }

    private static List<String> names(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().toString())
                .sorted()
                .toList();
    }
}
