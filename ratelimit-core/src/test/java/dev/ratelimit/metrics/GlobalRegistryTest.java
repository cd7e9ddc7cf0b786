package dev.ratelimit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalRegistryTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void add() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void remove() {
        Metrics.removeRegistry(registry);
    }

    private static RateLimiter limiter(Map<String, String> settings) {
        return RateLimiter.builder(Settings.load(settings), GlobalRegistryTest.class.getClassLoader())
                .build();
    }

    @Test
    void isToldWhereTheSettingSaysSo() {
        try (RateLimiter limiter = limiter(Map.of("defaultLimit", "5/1d", "metrics", "true", "app", "shop"))) {
            limiter.check("alice");
            assertThat(registry.get("ratelimit.decisions")
                            .tags("app", "shop", "outcome", "allowed")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(registry.getMeters()).as("when the limiter is closed").isEmpty();
    }

    @Test
    void isToldNothingOtherwise() {
        try (RateLimiter limiter = limiter(Map.of("defaultLimit", "5/1d"))) {
            limiter.check("alice");
            assertThat(registry.getMeters()).isEmpty();
        }
    }
}
