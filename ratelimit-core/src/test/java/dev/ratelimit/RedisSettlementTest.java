package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.LongWindows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisSettlementTest extends SettlementContract {

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    /** A request that is denied by what is counted afterwards gives the unit back, perhaps on another node. */
    @Test
    void aDenialIsNotRememberedForLongBesideWhatIsCountedAfterwards() {
        RateLimiter limiter = limiting(rule("a", LongWindows.of(Algorithm.TOKEN, 1)), AFTERWARDS);
        serve(limiter, 200);
        serve(limiter, 200);
        assertThat(serve(limiter, 200).verdict().source()).isEqualTo(Source.DENY_CACHE);
        await().until(() -> serve(limiter, 200).verdict().source() == Source.REDIS);
    }
}
