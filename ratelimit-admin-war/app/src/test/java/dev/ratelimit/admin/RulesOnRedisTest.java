package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import java.util.function.Consumer;
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

    /** As when another node has just deleted the rule, and this one has not heard of it. */
    @Test
    void goesByWhatIsStoredAndNotByWhatThisNodeHasHeardOf() {
        server.post("/ratelimit/rules", "{\"id\": \"gone\", \"limits\": [\"1/1s\"]}", ApiContract.JSON);
        atRedis(commands -> commands.hdel("ratelimit:rules", "gone"));

        assertThat(server.get("/ratelimit/rules").body()).doesNotContain("gone");
        assertThat(server.get("/ratelimit/rules/gone").status()).isEqualTo(404);
        Answer put = server.send("PUT", "/ratelimit/rules/gone", "{\"limits\": [\"1/1s\"]}", ifMatchAny());
        assertThat(put.status()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithWhatIsStored() {
        atRedis(commands -> commands.hset("ratelimit:rules", "odd", "no JSON"));
        Answer answer = server.get("/ratelimit/rules");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("What is stored cannot be used").contains("odd");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
    }

    private static String[] ifMatchAny() {
        return new String[] {"Content-Type", "application/json", "If-Match", "*"};
    }

    private void atRedis(Consumer<RedisCommands<String, String>> work) {
        RedisClient client = RedisClient.create("redis://" + redis.address());
        try {
            work.accept(client.connect().sync());
        } finally {
            client.shutdown();
        }
    }

    @Test
    void saysSoWhenRedisIsGone() {
        redis.kill();
        Answer refused = server.post("/ratelimit/rules", "{\"limits\": [\"1/s\"]}", "Content-Type", "application/json");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }
}
