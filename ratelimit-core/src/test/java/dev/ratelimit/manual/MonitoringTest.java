package dev.ratelimit.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Java of docs/metrics.md is {@link Monitoring}. */
class MonitoringTest {

    @Test
    void isWhatTheManualHas() throws IOException {
        String code = Files.readString(Path.of("src", "test", "java", "dev", "ratelimit", "manual", "Monitoring.java"));
        String manual = Files.readString(Path.of("..", "docs", "metrics.md"));
        assertThat(manual).contains("```java\n" + code.substring(code.indexOf("import ")) + "```");
    }

    @Test
    void tellsTheRegistry() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (RateLimiter limiter = new Monitoring().limiter(registry)) {
            limiter.check("alice");
            assertThat(registry.get("ratelimit.decisions").counter().count()).isEqualTo(1);
        }
    }
}
