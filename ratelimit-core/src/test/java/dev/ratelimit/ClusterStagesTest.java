package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class ClusterStagesTest extends StagesContract {

    @RegisterExtension
    static final ClusterLook cluster = new ClusterLook();

    @Override
    RateLimiterBuilder builder() {
        return cluster.builder();
    }

    /** What denied may have been taken for a moment by a request that was denied elsewhere. */
    @Test
    void aDenialIsRememberedForASecondAtMost() {
        RateLimiter limiter = limiter(Limit.perHour(1));
        limiter.check("alice");
        assertThat(limiter.check("alice").source()).isEqualTo(Source.REDIS);
        assertThat(limiter.check("alice").source()).isEqualTo(Source.DENY_CACHE);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> limiter.check("alice").source() == Source.REDIS);
    }
}
