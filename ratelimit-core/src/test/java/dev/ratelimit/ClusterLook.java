package dev.ratelimit;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rig.ClusterRig;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis Cluster of a test class's own, empty before each test, and limiters on it. */
final class ClusterLook implements BeforeEachCallback, AfterAllCallback {

    private final ClusterRig rig = ClusterRig.start();

    ClusterRig rig() {
        return rig;
    }

    RateLimiterBuilder builder() {
        return RateLimiter.builder()
                .redis(new RedisTarget(RedisTarget.Kind.CLUSTER, rig.seeds()))
                .redisSettings(new RedisSettings("ratelimit", Duration.ofSeconds(10), 512));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        rig.flush();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        rig.close();
    }
}
