package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryUsersTest extends UsersContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder().memoryUsers();
    }

    @Test
    void keepsNoRecordUnlessAskedTo() {
        try (RateLimiter limiter =
                RateLimiter.builder().defaultLimit(Limit.perHour(5)).build()) {
            limiter.check("alice");
            assertThat(limiter.users().find("alice")).isEmpty();
        }
    }

    @Test
    void boundsTheAutomaticRecordsAndKeepsTheCustomOnes() {
        try (RateLimiter limiter = builder()
                .memoryMaxBuckets(100)
                .userIdle(Duration.ofHours(1))
                .defaultLimit(Limit.perHour(5))
                .build()) {
            limiter.users().customise("alice", Limit.perSecond(7));
            for (int i = 0; i < 5_000; i++) {
                limiter.check("user" + i);
            }
            assertThat(limiter.users().list("", "", 1_000).users()).hasSizeLessThanOrEqualTo(101);
            assertThat(limiter.users().find("alice")).isPresent();
        }
    }
}
