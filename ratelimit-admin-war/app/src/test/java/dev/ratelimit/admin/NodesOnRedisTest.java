package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodesOnRedisTest extends NodesContract {

    @RegisterExtension
    static final OneRedis REDIS = new OneRedis();

    private final Map<String, String> settings = REDIS.settings();

    @Override
    Map<String, String> store() {
        return settings;
    }

    @Override
    String decidedBy() {
        return "redis";
    }

    @Test
    void everyLimiterIsListedUntilItIsClosed() {
        Map<String, String> more = new HashMap<>(settings);
        more.putAll(Map.of("access", "open", "app", "shop"));
        try (AdminServer other = AdminServer.start(more)) {
            await().until(() -> nodes().size() == 2);
            JsonNode all = nodes();
            assertThat(all.at("/0/self").asBoolean()).isTrue();
            assertThat(all.at("/1/self").asBoolean()).isFalse();
            assertThat(all.at("/1/app").asText()).isEqualTo("shop");
            assertThat(all.at("/1/store").asText()).isEqualTo("redis");
            assertThat(other.get("/ratelimit/nodes").json().at("/nodes/0/node")).isEqualTo(all.at("/1/node"));
        }
        assertThat(nodes()).hasSize(1);
    }

    @Test
    void aLimiterThatIsAdministeredBesideItsApplicationIsOneNode() {
        try (RedisServer redis = RedisServer.start();
                RateLimiter shop = RateLimiter.builder()
                        .redis(redis.address())
                        .defaultLimit(Limit.perMinute(100))
                        .build();
                AdminServer beside = AdminServer.start(
                        Map.of("access", "open", "redisAddr", redis.address()),
                        application -> application.setAttribute(AdminListener.LIMITER, shop))) {
            JsonNode all = beside.get("/ratelimit/nodes").json().get("nodes");
            assertThat(all).hasSize(1);
            assertThat(all.at("/0/node").asText())
                    .isEqualTo(shop.observations().nodes().self().id());
        }
    }

    @Test
    void whileRedisIsLostItIsTheOnlyOneAndDecidesItself() {
        try (RedisServer redis = RedisServer.start();
                AdminServer lost = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()))) {
            assertThat(lost.get("/ratelimit/nodes").json().at("/nodes/0/store").asText())
                    .isEqualTo("redis");
            redis.kill();
            JsonNode all = lost.get("/ratelimit/nodes").json().get("nodes");
            assertThat(all).hasSize(1);
            assertThat(all.at("/0/store").asText()).isEqualTo("local");
            redis.restart();
            await().until(() -> lost.get("/ratelimit/nodes")
                    .json()
                    .at("/nodes/0/store")
                    .asText()
                    .equals("redis"));
        }
    }
}
