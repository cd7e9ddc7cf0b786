package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisStagesTest extends StagesContract {

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    /** What a later stage denies is put back, perhaps on another node. */
    @Test
    void aDenialIsNotRememberedForLongWhereThereAreStages() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", FIVE.withBurst(1)));
        both(limiter);
        both(limiter);
        assertThat(both(limiter).verdict().source()).isEqualTo(Source.DENY_CACHE);
        await().until(() -> both(limiter).verdict().source() == Source.REDIS);
    }
}
