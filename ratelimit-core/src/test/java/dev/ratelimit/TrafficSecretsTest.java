package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import io.lettuce.core.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches the log on Redis, and that nothing does where nothing is to be counted. */
@Tag("redis")
class TrafficSecretsTest {

    private static final String KEY = "ratelimit:analytics:traffic";

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    private static RateLimiterBuilder builder() {
        return redis.builder()
                .identification(
                        Identification.defaults().withResolver(KeyResolver.parse("header:X-Api-Key,principal,ip")))
                .defaultLimit(Limit.perHour(2));
    }

    private static void come(RateLimiter limiter) {
        for (int i = 0; i < 3; i++) {
            limiter.check(TestRequest.get("/orders").header("X-Api-Key", "a-secret-of-alice"));
            limiter.check(TestRequest.get("/orders").principal("bartholomew"));
            limiter.check(TestRequest.get("/orders").from("198.51.100.77"));
        }
    }

    private static String log() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (var entry : redis.bytes().xrange(KEY.getBytes(StandardCharsets.UTF_8), Range.<String>unbounded())) {
            for (byte[] blob : entry.getBody().values()) {
                Inflater inflater = new Inflater(true);
                inflater.setInput(blob, 1, blob.length - 1);
                byte[] plain = new byte[1 << 20];
                all.write(plain, 0, inflater.inflate(plain));
                inflater.end();
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void holdsNoKeyNoNameAndNoAddress() throws Exception {
        try (RateLimiter limiter = builder().build()) {
            come(limiter);
            limiter.check(TestRequest.get("/users/zacharias@example.com"));
            limiter.check(TestRequest.get("/users/zacharias%20green/orders"));
        }
        assertThat(log())
                .contains("/orders", "default", "/users/*")
                .doesNotContain("a-secret-of-alice", "bartholomew", "zacharias", "198.51.100.77", "key:", "ip:");
    }

    @Test
    void tellsWhatCameToWhoeverKnowsTheName() {
        Instant start = Instant.now().minusSeconds(5);
        try (RateLimiter limiter = builder().build()) {
            come(limiter);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> read(limiter, start).seen().stream()
                                    .mapToLong(Seen::times)
                                    .sum()
                            == 9);
            Traffic traffic = read(limiter, start);
            assertThat(traffic.seen().stream()
                            .filter(one -> one.request().caller() == Fingerprint.of("bartholomew"))
                            .mapToLong(Seen::times)
                            .sum())
                    .isEqualTo(3);
            assertThat(traffic.seen().stream()
                            .filter(one -> one.request().deniedBy("default"))
                            .mapToLong(Seen::times)
                            .sum())
                    .isEqualTo(3);
            assertThat(traffic.seen())
                    .filteredOn(one -> one.request().address() != 0)
                    .isNotEmpty()
                    .allMatch(one -> one.request().address() == Fingerprint.of("198.51.100.77"));
        }
    }

    private static Traffic read(RateLimiter limiter, Instant start) {
        return limiter.observations()
                .traffic()
                .orElseThrow()
                .read(start, Instant.now().plusSeconds(5));
    }

    @Test
    void isNotThereWithoutAnalytics() {
        try (RateLimiter limiter = builder().withoutAnalytics().build()) {
            come(limiter);
            assertThat(limiter.observations().traffic()).isEmpty();
        }
        assertThat(redis.commands().keys("*analytics*")).isEmpty();
    }
}
