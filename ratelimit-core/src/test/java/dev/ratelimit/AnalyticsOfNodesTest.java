package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What three nodes decide, each in a JVM of its own, is counted to the request, but for the last second of one that is killed. */
@Tag("nodes")
class AnalyticsOfNodesTest {

    private static final long DECISIONS = 1_000_000;

    /** A second between two flushes, the flush, and until the test hears of what was made. */
    private static final Duration LAST = Duration.ofMillis(1_500);

    @Test
    void areExactButForTheLastSecondOfANodeThatIsKilled() throws InterruptedException {
        long each = DECISIONS / 3;
        try (RedisServer server = RedisServer.start();
                CountingJvm first = new CountingJvm("redis://" + server.address(), each);
                CountingJvm second = new CountingJvm("redis://" + server.address(), each);
                RateLimiter reading = RateLimiter.builder()
                        .redis(server.address())
                        .redisSettings(RedisLook.PATIENT)
                        .defaultLimit(Limit.perDay(100))
                        .build()) {
            CountingJvm killed = new CountingJvm("redis://" + server.address(), each);
            await().atMost(Duration.ofMinutes(2)).until(() -> killed.made() > each / 2 && killed.madeBefore(LAST) > 0);
            long flushed = killed.madeBefore(LAST);
            killed.close();
            long rest = each - killed.made();
            try (CountingJvm restarted = new CountingJvm("redis://" + server.address(), rest)) {
                restarted.awaitEnd();
                first.awaitEnd();
                second.awaitEnd();
            }

            History history = counted(reading);
            Counts counts = history.counts();
            long certain = 2 * each + rest + flushed;
            assertThat(counts.requests().total()).isBetween(certain, 3 * each + 4);
            assertThat(counts.rule("default").total())
                    .as("what is counted while a node takes stock for the last time may be in one of both alone")
                    .isBetween(certain, 3 * each + 4);
            assertThat(counts.requests().total() - counts.requests().allowed())
                    .as("of each user a hundred pass, but for what is counted in the killed node's last second")
                    .isBetween(certain - 50_100, 3 * each + 4 - 50_000 + (killed.made() - flushed));
            assertThat((double) history.distinctUsers()).isCloseTo(500, withPercentage(5));
            System.out.printf(
                    "%,d of %,d decisions counted, of which the killed node made %,d in its last 1.5 s%n",
                    counts.requests().total(), 3 * each, killed.made() - flushed);
        }
    }

    private static History counted(RateLimiter limiter) {
        long hour = Unit.HOUR.of(Instant.now());
        return limiter.observations().analytics().orElseThrow().read(new Span(Unit.HOUR, hour - 1, 2));
    }
}
