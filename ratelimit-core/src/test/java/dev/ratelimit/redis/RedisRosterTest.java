package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.node.Node;
import dev.ratelimit.node.NodeJson;
import dev.ratelimit.node.Self;
import dev.ratelimit.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who shares a Redis, as told there by each node. */
@Tag("redis")
class RedisRosterTest {

    private static final String KEY = "ratelimit:nodes:told";

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private static Self self(String app, AtomicBoolean lost) {
        Self.State state = new Self.State(() -> 7, () -> "enforce", true, lost::get);
        return new Self(app, "none", state, InstantSource.system());
    }

    private static RedisRoster roster(TestRedis on, Self self) {
        return ((RedisStore) on.store()).roster(self, InstantSource.system());
    }

    private static RedisRoster roster(String app) {
        return roster(redis, self(app, new AtomicBoolean()));
    }

    private static String told(long seenMillis) {
        Node node = self("other", new AtomicBoolean()).now();
        return NodeJson.write(node).replaceFirst("}$", ",\"seen_at\":" + seenMillis + "}");
    }

    private static long serverMillis() {
        return 1_000 * Long.parseLong(redis.look().time().get(0));
    }

    @Test
    void eachListsItselfFirstAndAllThatHaveTold() {
        RedisRoster first = roster("shop");
        RedisRoster second = roster("admin");
        assertThat(first.all()).as("before it has told").extracting(Node::app).containsExactly("shop");
        first.tell();
        second.tell();
        second.tell();
        assertThat(first.all()).extracting(Node::app).containsExactly("shop", "admin");
        assertThat(second.all()).extracting(Node::app).containsExactly("admin", "shop");
        Node told = second.all().get(1);
        assertThat(told.id()).isEqualTo(first.self().id());
        assertThat(told.rulesVersion()).isEqualTo(7);
        assertThat(told.startedAt().toEpochMilli())
                .isEqualTo(first.self().startedAt().toEpochMilli());
        assertThat(told.seenAt().toEpochMilli() - serverMillis()).isBetween(-60_000L, 2_000L);
        assertThat(redis.look().pttl(KEY)).isBetween(1L, 60_000L);
    }

    @Test
    void whoHasNotToldForAMinuteIsNotListedAndRemoved() {
        redis.look().hset(KEY, "gone", told(serverMillis() - 61_000));
        redis.look().hset(KEY, "late", told(serverMillis() - 50_000));
        redis.look().hset(KEY, "ahead", told(serverMillis() + 3_600_000));
        redis.look().hset(KEY, "foreign", "nonsense");
        redis.look().hset(KEY, "odd", "[\"seen_at\":" + serverMillis() + "}");
        RedisRoster roster = roster("shop");
        assertThat(roster.all())
                .extracting(Node::id)
                .containsExactlyInAnyOrder(roster.self().id(), "late");
        roster.tell();
        assertThat(redis.look().hkeys(KEY))
                .containsExactlyInAnyOrder(roster.self().id(), "late", "odd");
    }

    @Test
    void onceAMinuteIsOftenEnoughToLookForThem() {
        RedisRoster roster = roster("shop");
        roster.tell();
        redis.look().hset(KEY, "gone", told(serverMillis() - 61_000));
        IntStream.range(1, 12).forEach(i -> roster.tell());
        assertThat(redis.look().hexists(KEY, "gone")).isTrue();
        roster.tell();
        assertThat(redis.look().hexists(KEY, "gone")).isFalse();
    }

    @Test
    void whoLeavesIsNotListedAndTellsNoMore() {
        RedisRoster leaving = roster("shop");
        RedisRoster staying = roster("admin");
        leaving.tell();
        staying.tell();
        leaving.leave();
        leaving.tell();
        assertThat(staying.all()).extracting(Node::app).containsExactly("admin");
    }

    @Test
    void aRedisThatDoesNotAnswerLeavesEachAlone() {
        AtomicBoolean lost = new AtomicBoolean();
        try (TestRedis gone = new TestRedis()) {
            RedisRoster roster = roster(gone, self("shop", lost));
            RedisRoster other = roster(gone, self("admin", new AtomicBoolean()));
            roster.tell();
            other.tell();
            assertThat(roster.servers()).hasSize(1);
            gone.server().kill();
            assertThatThrownBy(roster::tell).isInstanceOf(StoreException.class);
            assertThat(roster.all()).extracting(Node::app, Node::store).containsExactly(tuple("shop", "local"));
            assertThat(roster.servers()).isEmpty();
            lost.set(true);
            assertThat(roster.all()).extracting(Node::store).containsExactly("local");
            assertThatCode(roster::leave).doesNotThrowAnyException();
            assertThatCode(other::leave).doesNotThrowAnyException();
        }
    }

    @Test
    void limitersTellOfThemselvesUntilTheyAreClosed() {
        try (RateLimiter first = limiter()) {
            try (RateLimiter second = limiter()) {
                await().until(() -> first.observations().nodes().all().size() == 2);
                RateLimiter same = second.withDefaultLimit(Limit.perMinute(1));
                assertThat(same.observations().nodes().self().id())
                        .isEqualTo(second.observations().nodes().self().id());
            }
            assertThat(first.observations().nodes().all()).hasSize(1);
        }
        assertThat(redis.look().exists(KEY)).isZero();
    }

    /** No other thread than that which brings changes: it tells again without being asked. */
    @Test
    void limitersTellAgain() {
        try (RateLimiter limiter = limiter()) {
            String id = limiter.observations().nodes().self().id();
            await().until(() -> redis.look().hexists(KEY, id));
            redis.look().del(KEY);
            await().atMost(Duration.ofSeconds(30)).until(() -> redis.look().hexists(KEY, id));
        }
    }

    private static RateLimiter limiter() {
        return RateLimiter.builder()
                .redis(redis.server().address())
                .rulesFollow()
                .build();
    }
}
