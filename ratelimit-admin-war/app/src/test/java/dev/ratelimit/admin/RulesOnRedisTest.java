package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesOnRedisTest extends RulesContract {

    private final RedisServer redis = RedisServer.start();

    @Override
    Map<String, String> settings() {
        return Map.of("access", "open", "redisAddr", redis.address(), "checkBudget", "10s");
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void saysSoWhenRedisIsGone() {
        redis.kill();
        Answer refused = server.post("/ratelimit/rules", "{\"limits\": [\"1/s\"]}", "Content-Type", "application/json");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }
}
