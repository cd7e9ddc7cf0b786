package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsOnRedisTest extends SettingsContract {

    @RegisterExtension
    static final OneRedis REDIS = new OneRedis();

    private final Map<String, String> settings = REDIS.settings();

    @Override
    Map<String, String> store() {
        return settings;
    }

    @Override
    List<String> usual() {
        return List.of("no-key-secret", "open-access");
    }

    @Test
    void nodesWithOtherSecretsAreFound() {
        try (AdminServer other = another(Map.of("keySecret", "another-secret-of-32-characters!"))) {
            await().until(() -> findings(other).contains("mixed-key-secrets"));
            assertThat(findings(other)).doesNotContain("mixed-versions", "no-key-secret");
            await().until(() -> findings(server).contains("mixed-key-secrets"));
        }
        assertThat(findings(server)).doesNotContain("mixed-key-secrets");
    }

    @Test
    void aRedisThatEvictsAndOneThatIsLostAreFound() {
        try (RedisServer redis = RedisServer.start("--maxmemory-policy", "allkeys-lru");
                AdminServer evicted = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()))) {
            assertThat(findings(evicted)).contains("evicting-redis").doesNotContain("redis-lost", "old-redis");
            redis.kill();
            assertThat(findings(evicted)).contains("redis-lost").doesNotContain("evicting-redis", "no-redis");
        }
    }
}
