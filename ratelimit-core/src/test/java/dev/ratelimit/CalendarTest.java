package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.RulesFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rule whose limit goes by the calendar, over the end of a day: that of a zone where it is nearly midnight. */
@Tag("redis")
class CalendarTest {

    private static final int DAY = 86_400;
    private static final int SECONDS_LEFT = 8;

    /** In both stores at once, since it takes a midnight. */
    @Test
    void beginsAnewAtMidnight() {
        CompletableFuture<Void> inMemory =
                CompletableFuture.runAsync(() -> beginsAnewAtMidnight(RateLimiter.builder(), Source.MEMORY));
        try (RedisServer server = RedisServer.start()) {
            RedisSettings patient = new RedisSettings("ratelimit", Duration.ofSeconds(2), 512);
            beginsAnewAtMidnight(RateLimiter.builder().redis(server.address()).redisSettings(patient), Source.REDIS);
        }
        inMemory.join();
    }

    private static void beginsAnewAtMidnight(RateLimiterBuilder builder, Source source) {
        Instant midnight = Instant.now().plusSeconds(SECONDS_LEFT).with(ChronoField.NANO_OF_SECOND, 0);
        String json = """
                {"rules": [{"id": "daily", "limits": [
                  {"algorithm": "fixed_window", "limit": 3, "calendar": "day", "zone": "%s"}
                ]}]}
                """.formatted(zoneOf(midnight));
        try (RateLimiter limiter = builder.rules(RulesFile.parse(json).rules()).build()) {
            for (int left = 2; left >= 0; left--) {
                assertThat(decision(limiter).remaining()).isEqualTo(left);
            }
            Verdict denied = limiter.check("alice");
            assertThat(denied.allowed()).isFalse();
            assertThat(denied.source()).isEqualTo(source);
            assertThat(denied.decisions().get(0).resetAtMillis()).isEqualTo(midnight.toEpochMilli());
            assertThat(denied.nowMillis() + denied.retryAfterMillis()).isEqualTo(midnight.toEpochMilli());

            Verdict next = await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> limiter.check("alice"), Verdict::allowed);
            assertThat(next.nowMillis()).isBetween(midnight.toEpochMilli(), midnight.toEpochMilli() + 2_000);
            assertThat(next.decisions().get(0).remaining()).isEqualTo(2);
            assertThat(next.decisions().get(0).resetAtMillis())
                    .isEqualTo(midnight.plusSeconds(DAY).toEpochMilli());
        }
    }

    private static Decision decision(RateLimiter limiter) {
        return limiter.check("alice").decisions().get(0);
    }

    /** The offset, to the second, of clocks that show midnight then. */
    private static ZoneOffset zoneOf(Instant midnight) {
        int missing = (int) Math.floorMod(-midnight.getEpochSecond(), (long) DAY);
        return ZoneOffset.ofTotalSeconds(missing > DAY / 2 ? missing - DAY : missing);
    }
}
