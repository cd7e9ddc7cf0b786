package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What limiters on a Cluster count together, and that the traffic that they saw is read back. */
@Tag("redis")
class ClusterCountsTest {

    @RegisterExtension
    static final ClusterLook cluster = new ClusterLook();

    private static final String ADDRESS = "198.51.100.7";

    private static RateLimiter limiter() {
        return cluster.builder().defaultLimit(Limit.perDay(3)).build();
    }

    private static History counted(RateLimiter limiter) {
        long hour = Unit.HOUR.of(Instant.now());
        return limiter.observations().analytics().orElseThrow().read(new Span(Unit.HOUR, hour - 1, 2));
    }

    private static Map<Long, Integer> seen(RateLimiter limiter, Instant start) {
        Traffic traffic = limiter.observations()
                .traffic()
                .orElseThrow()
                .read(start, Instant.now().plusSeconds(5));
        Map<Long, Integer> seen = new TreeMap<>();
        for (Seen one : traffic.seen()) {
            seen.merge(one.request().caller(), one.times(), Integer::sum);
        }
        return seen;
    }

    @Test
    void addUpAndTrafficIsReadBack() {
        Instant start = Instant.now().minusSeconds(5);
        try (RateLimiter first = limiter();
                RateLimiter second = limiter()) {
            for (int i = 0; i < 4; i++) {
                first.check(TestRequest.get("/orders").principal("alice"));
                second.check(TestRequest.get("/orders").principal("alice"));
                second.check(TestRequest.get("/orders").principal("bob"));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> counted(first).counts().requests().total() == 12);
            History history = counted(second);
            assertThat(history.counts().rule("default").of(Outcome.DENIED)).isEqualTo(6);
            assertThat(history.requests()).isEqualTo(Map.of("alice", 8L, "bob", 4L));
            assertThat(history.denials()).isEqualTo(Map.of("alice", 5L, "bob", 1L));
            assertThat(history.distinctUsers()).isEqualTo(2);
            assertThat(history.nodes()).isEqualTo(2);
            Map<Long, Integer> came = Map.of(Fingerprint.of("alice"), 8, Fingerprint.of("bob"), 4);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(seen(first, start)).isEqualTo(came));
        }
    }

    /** As behind a filter that comes before authentication. */
    @Test
    void knowWhoASecondStageFound() {
        Instant start = Instant.now().minusSeconds(5);
        try (RateLimiter limiter = limiter()) {
            for (int i = 0; i < 2; i++) {
                RateLimitContext context = RateLimitContext.uncounted();
                limiter.admit(TestRequest.get("/orders").from(ADDRESS), context, rule -> false);
                limiter.admit(TestRequest.get("/orders").from(ADDRESS).principal("alice"), context, rule -> true);
                context.settle(200);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> counted(limiter).counts().requests().total() == 2);
            assertThat(counted(limiter).requests()).isEqualTo(Map.of("alice", 2L, "ip:" + ADDRESS, 2L));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(seen(limiter, start)).isEqualTo(Map.of(Fingerprint.of("alice"), 2)));
        }
    }
}
