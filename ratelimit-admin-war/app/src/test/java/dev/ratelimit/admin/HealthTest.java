package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.analytics.Counts;
import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void saysWhetherRedisAnswers() {
        try (RedisServer redis = RedisServer.start();
                AdminServer server = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()))) {
            assertThat(server.get("/health").line()).isEqualTo("200 OK");
            redis.kill();
            await().until(() -> server.get("/health").status() == 503);
            assertThat(server.get("/health").line()).isEqualTo("503 Redis connection failed");
            redis.restart();
            await().until(() -> server.get("/health").status() == 200);
        }
    }

    @Test
    void saysSoWhenRedisHangs() {
        try (RedisServer redis = RedisServer.start();
                AdminServer server = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()))) {
            redis.suspend();
            assertThat(server.get("/health").line()).isEqualTo("503 Redis connection failed");
            redis.resume();
        }
    }

    @Test
    void startsAndSaysSoWithoutRedis() {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            try (AdminServer server = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()))) {
                assertThat(server.get("/health").line()).isEqualTo("503 Redis connection failed");
                assertThat(server.get("/check?user_id=alice").line()).isEqualTo("200 allowed");
                Answer users = server.get("/users?user_id=alice");
                assertThat(users.status()).isEqualTo(503);
                assertThat(users.header("Retry-After")).isEqualTo("1");
                assertThat(server.post("/users?user_id=alice", "").status()).isEqualTo(503);
                assertThat(server.send("DELETE", "/users?user_id=alice", "").status())
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void whoPassedUncountedIsToldByHisOwnCounter() {
        Counts counts =
                new Counts(Map.of("failed:open", 3L, "source:local:allowed", 3L, "source:fail-closed:denied", 2L));
        assertThat(Health.StoreHealth.of(counts, true).failOpen()).isEqualTo(3);
        assertThat(Health.StoreHealth.of(counts, true).failClosed()).isEqualTo(2);
    }
}
