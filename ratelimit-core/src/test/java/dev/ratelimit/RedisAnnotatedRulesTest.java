package dev.ratelimit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisAnnotatedRulesTest extends AnnotatedRulesContract {

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }
}
