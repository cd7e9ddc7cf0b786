package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExplainOnRedisTest extends ExplainContract {

    @RegisterExtension
    static final OneRedis REDIS = new OneRedis();

    @Override
    Map<String, String> store() {
        return REDIS.settings();
    }

    @Override
    String source() {
        return "redis";
    }

    @Test
    void saysWhatBecomesOfARequestWhileRedisIsLost() {
        try (RedisServer lost = RedisServer.start()) {
            server.close();
            server = AdminServer.start(Map.of("access", "open", "rate", "0.001", "redisAddr", lost.address()));
            add("lenient", "allow", 10);
            add("strict", "deny", 20);
            lost.kill();

            JsonNode passed = explain(",\"path\":\"/lenient\"");
            assertThat(passed.path("summary").asText())
                    .isEqualTo(
                            "It passes uncounted: Redis is lost (disconnected), and rule lenient (counting alice) allows"
                                    + " what cannot be counted.");
            assertThat(passed.path("profile").path("from").asText()).isEqualTo("none");
            JsonNode bucket = passed.path("buckets").path(0);
            assertThat(bucket.path("source").asText()).isEqualTo("fail-open");
            assertThat(bucket.path("cause").asText()).isEqualTo("disconnected");
            assertThat(bucket.path("before").isNull()).isTrue();
            assertThat(bucket.path("after").isNull()).isTrue();
            JsonNode refused = explain(",\"path\":\"/strict\"");
            assertThat(refused.path("summary").asText())
                    .isEqualTo(
                            "It is refused: Redis is lost (disconnected), and rule strict (counting alice) is not to be"
                                    + " passed uncounted.");
            assertThat(refused.path("buckets").path(0).path("source").asText()).isEqualTo("fail-closed");
            JsonNode local = explain("");
            assertThat(local.path("buckets").path(0).path("source").asText()).isEqualTo("local");
            assertThat(local.path("summary").asText())
                    .endsWith(" Redis is lost (disconnected), and this node counts alone.");
            assertThat(local.path("buckets").path(0).path("cause").asText()).isEqualTo("disconnected");
            assertThat(local.path("profile").path("remark").asText())
                    .startsWith("the user's record is not known while Redis is lost");
        }
    }

    private void add(String id, String onFailure, int priority) {
        post(
                "/ratelimit/rules",
                "{\"id\":\"" + id + "\",\"when\":{\"path\":\"/" + id + "\"},\"final\":true,\"on_store_failure\":\""
                        + onFailure + "\",\"priority\":" + priority + ",\"key\":[\"user\"],\"limits\":[\"9/1h\"]}");
    }

    @Test
    void saysThatADenialWasRemembered() {
        String body = "{\"user_id\":\"alice\",\"cost\":5,\"explain\":true}";
        post("/ratelimit/check", body);
        post("/ratelimit/check", body);
        assertThat(post("/ratelimit/check", body)
                        .json()
                        .path("explanation")
                        .path("buckets")
                        .path(0)
                        .path("source")
                        .asText())
                .isEqualTo("deny-cache");
    }
}
