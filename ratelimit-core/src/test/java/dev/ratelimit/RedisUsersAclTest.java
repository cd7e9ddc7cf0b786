package dev.ratelimit;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.redis.RecommendedUser;
import dev.ratelimit.redis.RedisSettings;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract once more, by the user whom docs/admin.md recommends. */
@Tag("redis")
class RedisUsersAclTest extends UsersContract {

    private static RedisServer server;

    /** Of each test its own, among the keys that the user may touch. */
    private final String prefix = "ratelimit:" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        server = RecommendedUser.startServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder()
                .redis(RecommendedUser.address(server))
                .redisSettings(new RedisSettings(prefix, Duration.ofSeconds(10), 512));
    }
}
