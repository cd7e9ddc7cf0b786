package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who shares a Redis, as told there by each node. */
@Tag("redis")
class RedisNodesTest {

    private static final String KEY = "ratelimit:nodes";
    private static final Duration LIFE = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private static RedisNodes node(Duration life) {
        return ((RedisStore) redis.store()).nodes(life);
    }

    private static double serverMillis() {
        return 1_000.0 * Long.parseLong(redis.look().time().get(0));
    }

    @Test
    void eachCountsAllThatHaveToldLately() {
        RedisNodes first = node(LIFE);
        RedisNodes second = node(LIFE);
        first.beat();
        assertThat(first.count()).isEqualTo(1);
        second.beat();
        first.beat();
        assertThat(first.count()).isEqualTo(2);
        assertThat(second.count()).isEqualTo(2);
        assertThat(redis.look().pttl(KEY)).isBetween(1L, LIFE.toMillis());
    }

    @Test
    void whoHasNotToldForLongIsNotCountedAndRemoved() {
        redis.look().zadd(KEY, serverMillis() - LIFE.toMillis() - 1_000.0, "gone");
        redis.look().zadd(KEY, serverMillis() - LIFE.toMillis() + 5_000, "late");
        RedisNodes node = node(LIFE);
        node.beat();
        assertThat(node.count()).isEqualTo(2);
        assertThat(redis.look().zscore(KEY, "gone")).isNull();
    }

    @Test
    void whoToldByAClockThatWasSetBackIsNotCountedForEver() {
        redis.look().zadd(KEY, serverMillis() + 3_600_000, "ahead");
        RedisNodes node = node(LIFE);
        node.beat();
        assertThat(node.count()).isEqualTo(1);
    }

    @Test
    void theCountOutlivesARedisThatLostIt() {
        Duration brief = Duration.ofSeconds(1);
        RedisNodes node = node(brief);
        node(LIFE).beat();
        node(LIFE).beat();
        node.beat();
        long before = node.count();
        assertThat(before).isGreaterThan(1);
        redis.look().flushall();
        long start = System.nanoTime();
        await().until(() -> System.nanoTime() - start > brief.toNanos());
        node.beat();
        assertThat(node.count()).as("the others have had no time to tell").isEqualTo(before);
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    node.beat();
                    return node.count() == 1;
                });
    }

    /** Redis was started anew, empty, within seconds; and may be lost again before the others have told. */
    @Test
    void theCountOutlivesAQuickRestartOfARedisThatLostIt() {
        RedisNodes first = node(LIFE);
        RedisNodes second = node(LIFE);
        RedisNodes third = node(LIFE);
        second.beat();
        third.beat();
        first.beat();
        assertThat(first.count()).isEqualTo(3);
        redis.look().flushall();
        first.beat();
        assertThat(first.count()).as("the others have had no time to tell").isEqualTo(3);
    }

    @Test
    void limitersTellOfThemselves() {
        try (TestRedis lost = new TestRedis();
                RateLimiter first = limiter(lost);
                RateLimiter second = limiter(lost)) {
            assertThat(first.reachable(Duration.ofSeconds(5))).isTrue();
            assertThat(second.reachable(Duration.ofSeconds(5))).isTrue();
            await().until(() -> lost.look().zcard(KEY) == 2);
        }
    }

    @Test
    void limitersThatHaveSeenEachOtherShareALimit() {
        try (TestRedis lost = new TestRedis();
                RateLimiter first = limiter(lost);
                RateLimiter second = limiter(lost)) {
            await().until(() -> lost.look().zcard(KEY) == 2);
            double mark = 1_000.0 * Long.parseLong(lost.look().time().get(0)) + 1_000;
            // Whoever sees that changes have passed by reads all again, and tells that it lives.
            await().until(() -> {
                lost.look().publish("ratelimit:events", "unknown 1");
                return lost.look().zcount(KEY, Range.from(Boundary.including(mark), Boundary.unbounded())) == 2;
            });
            lost.server().kill();
            List<RateLimiter> both = List.of(first, second);
            both.forEach(limiter -> await().until(() -> limiter.check("other").source() == Source.LOCAL));
            List<Verdict> verdicts = IntStream.range(0, 20)
                    .mapToObj(i -> both.get(i % 2).check("alice"))
                    .toList();
            assertThat(verdicts).filteredOn(Verdict::allowed).hasSize(10);
            assertThat(verdicts).extracting(Verdict::cause).containsOnly("disconnected");
        }
    }

    private static RateLimiter limiter(TestRedis redis) {
        return RateLimiter.builder()
                .redis(redis.server().address())
                .defaultLimit(Limit.perDay(10))
                .build();
    }

    @Test
    void aRedisThatDoesNotAnswerChangesNothing() {
        try (TestRedis lost = new TestRedis()) {
            RedisNodes node = ((RedisStore) lost.store()).nodes();
            ((RedisStore) lost.openStore()).nodes().beat();
            node.beat();
            lost.server().kill();
            assertThatThrownBy(node::beat).isInstanceOf(StoreException.class);
            assertThat(node.count()).isEqualTo(2);
        }
    }
}
