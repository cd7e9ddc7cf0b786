package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.event.EventKind;
import dev.ratelimit.event.LimitEvent;
import dev.ratelimit.event.LimitEvent.Degraded;
import dev.ratelimit.event.LimitEvent.Recovered;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.redis.RecommendedUser;
import dev.ratelimit.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract by the user whom docs/admin.md recommends, and what several nodes tell together. */
@Tag("redis")
class RedisEventsTest extends EventsContract {

    private static final Limit DAILY = Limit.perDay(10);

    private static RedisServer server;

    private RedisSettings settings;

    @BeforeAll
    static void start() {
        server = RecommendedUser.startServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Of each test its own, among the keys that the user may touch. */
    @BeforeEach
    void takeAPrefix() {
        settings = new RedisSettings("ratelimit:" + UUID.randomUUID(), Duration.ofSeconds(10), 512);
    }

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder().redis(RecommendedUser.address(server)).redisSettings(settings);
    }

    @Test
    void ofSeveralNodesOneTells() {
        try (RateLimiter one = builder().defaultLimit(DAILY).build();
                RateLimiter other = builder().defaultLimit(DAILY).build()) {
            for (int user = 0; user < 20; user++) {
                for (int i = 0; i < 20; i++) {
                    var unused = (i % 2 == 0 ? one : other).check("user" + user);
                }
            }
            await().until(() -> told(one, other, EventKind.QUOTA_100) == 20);
            // What is noticed before another thing is told before it.
            checkAll(one, "last");
            checkAll(other, "last but one");
            await().until(() -> one.observations().events().of(EventKind.QUOTA_100)
                            + other.observations().events().of(EventKind.QUOTA_100)
                    == 22);
            assertThat(told(one, other, EventKind.QUOTA_80)).isLessThanOrEqualTo(20);
        }
        try (RateLimiter restarted = builder().defaultLimit(DAILY).build()) {
            checkAll(restarted, "user7");
            checkAll(restarted, "new");
            await().until(() -> restarted.observations().events().of(EventKind.QUOTA_100) > 0);
            assertThat(restarted.observations().events().of(EventKind.QUOTA_100))
                    .isEqualTo(1);
        }
    }

    private static long told(RateLimiter one, RateLimiter other, EventKind kind) {
        return one.observations().events().of(kind)
                + other.observations().events().of(kind);
    }

    private static void checkAll(RateLimiter limiter, String user) {
        for (int i = 0; i < 10; i++) {
            var unused = limiter.check(user);
        }
    }

    @Test
    void aClaimGoesWithTheBucket() {
        try (RedisLook redis = new RedisLook();
                RateLimiter limiter = redis.builder().defaultLimit(DAILY).build()) {
            checkAll(limiter, "alice");
            await().until(() -> limiter.observations().events().of(EventKind.QUOTA_100) == 1);
            List<String> claims = redis.commands().keys("ratelimit:events:seen:*");
            assertThat(claims).as("of all, and of most").hasSize(1);
            assertThat(claims)
                    .allSatisfy(
                            claim -> assertThat(redis.commands().pttl(claim)).isBetween(86_000_000L, 86_400_000L))
                    .allSatisfy(claim -> assertThat(redis.commands().memoryUsage(claim))
                            .as("docs/events.md says so")
                            .isBetween(100L, 181L));
        }
    }

    @Test
    void tellsThatRedisIsLostAndBackInOneLineEach() {
        List<LimitEvent> heard = new CopyOnWriteArrayList<>();
        try (RedisServer mortal = RedisServer.start();
                LogLines lines = new LogLines();
                RateLimiter limiter = RateLimiter.builder()
                        .redis(mortal.address())
                        .eventListener(heard::add)
                        .defaultLimit(Limit.perMinute(1_000_000))
                        .build()) {
            mortal.kill();
            await().until(() -> {
                checkAll(limiter, "alice");
                return !heard.isEmpty();
            });
            assertThat(heard).hasSize(1);
            assertThat(((Degraded) heard.get(0)).cause()).isEqualTo("disconnected");
            mortal.restart();
            await().until(() -> {
                var unused = limiter.check("bob");
                return heard.size() == 2;
            });
            assertThat(((Recovered) heard.get(1)).store()).isEqualTo("Redis");
            assertThat(((Recovered) heard.get(1)).lasted()).isPositive();
            assertThat(lines.containing("Redis is lost")).hasSize(1);
            assertThat(lines.containing("Redis is back")).hasSize(1);
            assertThat(lines.containing("dev.ratelimit.event")).as("not twice").isEmpty();
            assertThat(limiter.observations().events().of(EventKind.DEGRADED)).isEqualTo(1);
            assertThat(limiter.observations().events().of(EventKind.RECOVERED)).isEqualTo(1);
        }
    }
}
