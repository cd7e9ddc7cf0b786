package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.PlainRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A limiter as applications have it, through an outage in which it also loses sight of what others change. */
@Tag("redis")
@Tag("outage")
class LongOutageTest {

    private static final int USERS = 12_000;
    /** Longer than changes are left unread for. */
    private static final Duration LONG = Duration.ofMillis(4_200);

    private RedisServer server;
    private PlainRedis redis;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        redis = new PlainRedis(server.port());
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void chargesAllThatWasCountedAndKeepsOutWhoWasAtZero() {
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(server.address())
                .defaultLimit(Limit.perDay(10))
                .build()) {
            for (int i = 0; i < 10; i++) {
                limiter.check("zero");
            }
            server.suspend();
            await().until(() -> limiter.check("lost").source() == Source.LOCAL);
            long end = System.nanoTime() + LONG.toNanos();
            for (int i = 0; i < USERS; i++) {
                limiter.check("user" + i);
            }
            await().until(() -> System.nanoTime() - end > 0);
            server.resume();
            await().until(() -> limiter.check("found").source() == Source.REDIS);
            await().untilAsserted(this::allAreCharged);
            server.kill();
            await().until(() -> limiter.check("lost again").source() == Source.LOCAL);
            assertThat(limiter.check("zero").allowed()).isFalse();
        }
    }

    private void allAreCharged() {
        for (int i = 0; i < USERS; i += 40) {
            assertThat(redis.ask("HGET", "ratelimit:token:user" + i, "tokens")).isEqualTo("9");
        }
    }
}
