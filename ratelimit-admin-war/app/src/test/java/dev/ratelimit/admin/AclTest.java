package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plain family once more, by the Redis user whom docs/admin.md recommends; and what that user may not do. */
class AclTest extends PlainFamilyContract {

    private static final Path MANUAL = Path.of("..", "..", "docs", "admin.md");
    private static final String PASSWORD = "the-password-of-the-example";

    private static RedisServer redis;
    private static int tests;

    @BeforeAll
    static void start() throws Exception {
        String line = Files.readAllLines(MANUAL).stream()
                .filter(candidate -> candidate.startsWith("user limiter on "))
                .findFirst()
                .orElseThrow();
        redis = RedisServer.start(("--" + line.replace("ratelimit:", "test")).split(" ", -1));
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void count() {
        tests++;
    }

    @Override
    Map<String, String> store() {
        return Map.of(
                "redisAddr",
                redis.address(),
                "redisUsername",
                "limiter",
                "redisPassword",
                PASSWORD,
                "keyPrefix",
                "test" + tests,
                "checkBudget",
                "10s");
    }

    @Test
    void isEnoughForSeveralRulesAndForSweeping() {
        Map<String, String> settings = new HashMap<>(store());
        settings.put("defaultLimit", "5/1h");
        try (RateLimiter limiter = RateLimiter.serviceBuilder(Settings.load(settings), AclTest.class.getClassLoader())
                .rules(Stream.of(Algorithm.values())
                        .map(algorithm -> Rule.of("by-" + algorithm.id(), Key.of("user"), five(algorithm)))
                        .toList())
                .build()) {
            assertThat(limiter.check("alice").decisions()).hasSize(6);
            assertThat(limiter.check("alice").source().id()).isEqualTo("redis");
            assertThat(limiter.users().list("", "", 10).users()).containsOnlyKeys("alice");
            assertThat(limiter.users().sweep()).isZero();
            limiter.users().delete("alice");
            assertThat(limiter.users().find("alice")).isEmpty();
        }
    }

    private static Limit five(Algorithm algorithm) {
        return algorithm.windowed()
                ? Limit.window(algorithm, 5, Duration.ofHours(1))
                : Limit.bucket(algorithm, 5, 1, Duration.ofHours(1));
    }

    @Test
    void allowsNothingElse() {
        RedisURI uri = RedisURI.builder(RedisURI.create("redis://" + redis.address()))
                .withAuthentication("limiter", PASSWORD.toCharArray())
                .build();
        RedisClient client = RedisClient.create(uri);
        try {
            RedisCommands<String, String> commands = client.connect().sync();
            List<Runnable> forbidden = List.of(
                    () -> commands.keys("*"),
                    commands::flushall,
                    () -> commands.configGet("*"),
                    () -> commands.set("test:x", "1"),
                    () -> commands.hgetall("somebody:else"),
                    () -> commands.aclWhoami());
            assertThat(forbidden)
                    .allSatisfy(command -> assertThatThrownBy(command::run)
                            .isInstanceOf(RedisCommandExecutionException.class)
                            .hasMessageContaining("NOPERM"));
        } finally {
            client.shutdown();
        }
    }
}
