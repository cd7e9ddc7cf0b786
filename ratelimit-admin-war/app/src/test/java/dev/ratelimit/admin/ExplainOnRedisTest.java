package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

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
