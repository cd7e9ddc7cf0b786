package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.config.Settings;
import dev.ratelimit.rule.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAnnotatedRulesTest extends AnnotatedRulesContract {

    @TempDir
    private Path directory;

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }

    @Test
    void aRuleOfAFileHidesItAndIsForTheSameResource() throws IOException {
        Path file = directory.resolve("rules.json");
        Files.writeString(file, "{\"rules\": [{\"id\": \"create\", \"limits\": [\"7/1h\"]}]}");
        Settings settings = Settings.load(Map.of("rules", file.toString()));
        RateLimiter limiter =
                opened(RateLimiterBuilder.ofAnnotated(settings, getClass().getClassLoader())
                        .build());
        limiter.annotate("orders", ORDERS);
        assertThat(find(limiter, "create").origin()).isEqualTo(Origin.FILE);
        assertThat(capacity(limiter, "create")).isEqualTo(7);
        assertTied(limiter, "create");
    }
}
