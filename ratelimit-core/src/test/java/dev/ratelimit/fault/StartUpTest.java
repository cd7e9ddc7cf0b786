package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rig.PlainRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application starts whatever becomes of Redis, is told once why it counts alone, and finds Redis by itself. */
@Tag("redis")
@Tag("figure")
class StartUpTest {

    private final RedisServer server = RedisServer.start();
    private final PlainRedis redis = new PlainRedis(server.port());
    private final LogLines log = new LogLines();

    @AfterEach
    void stop() {
        log.close();
        redis.close();
        server.close();
    }

    @Test
    void withoutRedis() {
        server.kill();
        startsAndRecovers("Connection refused", server::restart);
    }

    @Test
    void withAWrongPassword() {
        redis.say("ACL SETUSER default resetpass >right");
        startsAndRecovers("requirepass", () -> redis.say("ACL SETUSER default nopass"));
    }

    @Test
    void withAUserWhoMayNotRunScripts() {
        redis.say("ACL SETUSER default -evalsha -eval");
        startsAndRecovers("NOPERM", () -> redis.say("ACL SETUSER default +evalsha +eval"));
    }

    private void startsAndRecovers(String cause, Runnable end) {
        try (RateLimiter limiter = Rig.limiter(server.address(), Setting.USUAL)) {
            assertThat(log.containing("Redis is lost")).hasSize(1);
            assertThat(log.containing("Redis is lost").get(0)).contains(cause);
            for (int i = 0; i < 100; i++) {
                assertThat(limiter.check("user" + i).source()).isEqualTo(Source.LOCAL);
            }
            await().during(Duration.ofSeconds(1))
                    .until(() -> limiter.check("alice").source() == Source.LOCAL);
            assertThat(log.containing("dev.ratelimit.store")).hasSize(1);
            assertThat(log.containing("WARN dev.ratelimit")).hasSize(1);
            end.run();
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> limiter.check("alice").source() == Source.REDIS);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis((long) (750 * Gate.NOISE)));
            assertThat(log.containing("Redis is back")).hasSize(1);
        }
    }
}
