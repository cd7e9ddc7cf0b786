package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.Settings;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileWatchTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void first() throws IOException {
        file = directory.resolve("rules.json");
        write("{\"id\": \"a\", \"limits\": [\"5/1h\"]}");
    }

    @Test
    void picksUpAChangeWhileItRuns() throws IOException {
        try (RateLimiter limiter = open()) {
            assertThat(limiter.rules().find("a").orElseThrow().cost()).isEqualTo(1);
            write("{\"id\": \"a\", \"limits\": [\"5/1h\"], \"cost\": 3}, {\"id\": \"b\", \"limits\": [\"5/1h\"]}");
            await().until(() -> limiter.check("alice").decisions().size() == 3);
            assertThat(limiter.rules().find("a").orElseThrow().cost()).isEqualTo(3);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("ratelimit-file"))
                .allSatisfy(thread -> await().until(() -> !thread.isAlive()));
    }

    @Test
    void keepsTheRulesOfAFileThatBecomesFaultyOrGoesAndSaysWhyInOneLine() throws IOException {
        try (LogLines log = new LogLines();
                RateLimiter limiter = open()) {
            write("{\"id\": \"a\"}, 7");
            assertStays(limiter);
            assertThat(log.containing("has changed and cannot be used"))
                    .singleElement()
                    .asString()
                    .contains("rules[0].limits")
                    .endsWith("(and 1 more)");
            Files.delete(file);
            assertStays(limiter);
            write("{\"id\": \"c\", \"limits\": [\"5/1h\"]}");
            await().until(() -> limiter.rules().find("c").isPresent());
            assertThat(limiter.rules().find("a")).isEmpty();
        }
    }

    @Test
    void picksUpWhatWasWrittenBetweenReadingAndWatching() throws IOException {
        RateLimiterBuilder builder = builder();
        write("{\"id\": \"late\", \"limits\": [\"5/1h\"]}");
        try (RateLimiter limiter = builder.build()) {
            await().until(() -> limiter.rules().find("late").isPresent());
        }
    }

    @Test
    void hidesRulesOfCodeAndIsHiddenByStoredOnes() throws IOException {
        try (RateLimiter limiter = builder()
                .rules(List.of(
                        Rule.of("a", Key.of("user"), Limit.perHour(1)),
                        Rule.of("code", Key.of("ip"), Limit.perHour(1))))
                .build()) {
            assertThat(capacity(limiter)).isEqualTo(5);
            assertThat(limiter.rules().find("code")).isPresent();
            limiter.ruleRepository().create(Rule.of("a", Key.of("user"), Limit.perHour(9)), "carol");
            assertThat(capacity(limiter)).isEqualTo(9);
            write("{\"id\": \"b\", \"limits\": [\"5/1h\"]}");
            await().until(() -> limiter.rules().find("b").isPresent());
            limiter.ruleRepository().delete("a", -1, "carol");
            assertThat(capacity(limiter)).isEqualTo(1);
        }
    }

    private static long capacity(RateLimiter limiter) {
        return limiter.rules().find("a").orElseThrow().limits().get(0).capacity();
    }

    private static void assertStays(RateLimiter limiter) {
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.rules().find("a").isPresent());
    }

    private RateLimiter open() {
        return builder().build();
    }

    private RateLimiterBuilder builder() {
        Settings settings = Settings.load(Map.of("rules", file.toString(), "defaultLimit", "100/1h"));
        return RateLimiter.builder(settings, RulesFileWatchTest.class.getClassLoader());
    }

    private void write(String rules) throws IOException {
        Files.writeString(file, "{\"rules\": [" + rules + "]}");
    }
}
