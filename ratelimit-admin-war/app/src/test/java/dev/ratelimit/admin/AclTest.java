package dev.ratelimit.admin;

import dev.ratelimit.embedded.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The plain family once more, by the Redis user whom docs/admin.md recommends. */
@Tag("acl")
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
}
