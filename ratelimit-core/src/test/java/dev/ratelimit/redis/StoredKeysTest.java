package dev.ratelimit.redis;

import static dev.ratelimit.store.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies in Redis: the fields, how long they live, and what happens to what someone else put there. */
@Tag("redis")
class StoredKeysTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    @Test
    void aTokenBucketIsReadable() {
        Limit limit = Limit.parse("10/1d");
        Answer.Decided answer = Charges.decided(redis.store(), Charges.take(charge("default", limit, "alice", 3)));
        assertThat(redis.look().hgetall("ratelimit:token:alice"))
                .isEqualTo(Map.of(
                        "tokens", "7", "fraction", "0", "last", "" + answer.nowMillis(), "limit", "10 1/8640000"));
    }

    @Test
    void aLeakyBucketIsReadable() {
        Limit limit = Limit.bucket(Algorithm.LEAKY, 10, 1, Duration.ofDays(1));
        Answer.Decided answer = Charges.decided(redis.store(), Charges.take(charge("default", limit, "alice", 3)));
        assertThat(redis.look().hgetall("ratelimit:leaky:alice"))
                .isEqualTo(Map.of(
                        "volume",
                        "3",
                        "fraction",
                        "0",
                        "last_leak",
                        "" + answer.nowMillis(),
                        "limit",
                        "10 1/86400000"));
    }

    @Test
    void windowsAreReadable() {
        for (Algorithm algorithm : List.of(Algorithm.FIXED_WINDOW, Algorithm.SLIDING_WINDOW_COUNTER)) {
            Charges.take(redis.store(), LongWindows.of(algorithm, 10), "alice", 3);
        }
        long window = LongWindows.of(Algorithm.FIXED_WINDOW, 10).periodMillis();
        String start = "" + System.currentTimeMillis() / window * window;
        String limit = "10 10/" + window;
        assertThat(redis.look().hgetall("ratelimit:fixed_window:rule:alice"))
                .isEqualTo(Map.of("count", "3", "window_start", start, "limit", limit));
        assertThat(redis.look().hgetall("ratelimit:sliding_window_counter:rule:alice"))
                .isEqualTo(Map.of("current", "3", "previous", "0", "window_start", start, "limit", limit));
    }

    @Test
    void aLogHoldsATimestampForEachUnit() {
        Limit limit = LongWindows.of(Algorithm.SLIDING_WINDOW_LOG, 10);
        Answer.Decided answer = Charges.decided(redis.store(), Charges.take(charge("rule", limit, "alice", 3)));
        String now = "" + answer.nowMillis();
        assertThat(redis.look().lrange("ratelimit:sliding_window_log:rule:alice", 0, -1))
                .containsExactly(now, now, now);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aLogOfAnySizeIsWrittenInFull(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10_000);
        assertThat(take(limit, 7_999).remaining()).isEqualTo(2_001);
        assertThat(take(limit, 2_001).remaining()).isZero();
        assertThat(take(limit, 1).allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyBucketLivesUntilItsResetAndASecond(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        // A token bucket is given a life once in a minute, so it is one that would do for an empty bucket.
        Decision decision = take(limit, algorithm == Algorithm.TOKEN ? 10 : 5);
        long expected = decision.resetAtMillis() - System.currentTimeMillis() + 1_000;
        assertThat(redis.look().pttl(key(limit))).isBetween(expected - 60_000, expected + 61_000);
        assertThat(redis.look().pttl(key(limit))).isLessThanOrEqualTo(400 * DAY);
    }

    @Test
    void aTokenBucketIsGivenALifeOnceInAMinute() {
        Limit limit = LongWindows.of(Algorithm.TOKEN, 1_000);
        redis.look().configResetstat();
        for (int i = 0; i < 500; i++) {
            take(limit, 1);
        }
        assertThat(redis.look().info("commandstats")).containsPattern("cmdstat_pexpire:calls=[12],");
    }

    @Test
    void aTokenBucketNeverExpiresBeforeItIsFull() {
        Limit limit = Limit.bucket(Algorithm.TOKEN, 100, 1, Duration.ofMillis(3));
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            Answer.Decided answer = Charges.decided(redis.store(), Charges.take(charge("rule", limit, "s", 1)));
            long needed = answer.decisions().get(0).resetAtMillis() - answer.nowMillis();
            // What the question itself takes is taken off the second to spare.
            assertThat(redis.look().pttl(key(limit))).isGreaterThan(needed + 500);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyWritingVerbSetsALife(Algorithm algorithm) {
        Limit shortest = algorithm.windowed()
                ? Limit.window(algorithm, 1, Duration.ofMillis(1))
                : Limit.bucket(algorithm, 1, 1, Duration.ofMillis(1));
        List<Action> writing = List.of(Action.TAKE, Action.CHARGE, Action.putBack(System.currentTimeMillis()));
        for (Action action : writing) {
            for (Limit limit : List.of(shortest, LongWindows.of(algorithm, 1))) {
                redis.look().flushall();
                Charges.decide(redis.store(), action, limit, "s", 1);
                long life = redis.look().pttl(key(limit));
                // A log into which nothing came back is no key at all.
                boolean none = algorithm == Algorithm.SLIDING_WINDOW_LOG && action.verb() == Verb.PUT_BACK;
                assertThat(life).as("%s of %s", action, limit).isBetween(none ? -2L : 500L, none ? -2L : 400 * DAY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aDebtLivesNoLongerThanFourHundredDays(Algorithm algorithm) {
        Limit longest = algorithm.windowed()
                ? LongWindows.of(algorithm, 10)
                : Limit.bucket(algorithm, 400, 1, Duration.ofDays(1));
        Charges.decide(redis.store(), Action.CHARGE, longest, "s", 800);
        assertThat(redis.look().pttl(key(longest))).isBetween(DAY, 400 * DAY);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aDenialAndALookWriteNothing(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        take(limit, 10);
        redis.look().pexpire(key(limit), 5_000_000);
        byte[] before = redis.look().dump(key(limit));
        redis.look().configResetstat();
        take(limit, 1);
        take(limit, 11);
        take(limit, 0);
        Charges.decided(redis.store(), Charges.take(charge("rule", limit, "s", 1), charge("other", limit, "s", 1)));
        assertThat(redis.look().info("commandstats"))
                .doesNotContainPattern("cmdstat_(hset|rpush|ltrim|lrem|pexpire|del|sadd)")
                .containsPattern("cmdstat_(hmget|llen)");
        assertThat(redis.look().dump(key(limit))).isEqualTo(before);
        assertThat(redis.look().pttl(key(limit))).isBetween(4_000_000L, 5_000_000L);
        assertThat(redis.look().exists(key(limit).replace(":rule:", ":other:"))).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"SLIDING_WINDOW_LOG"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatDoesNotParseIsFreshAndUnknownFieldsStay(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        take(limit, 5);
        Map<String, String> good = redis.look().hgetall(key(limit));
        redis.look().hset(key(limit), "of_a_newer_version", "x");
        for (String field : good.keySet()) {
            for (String bad : List.of("", "x", "nan", "inf", "1e300", "1.5", "-9007199254740992", "0x")) {
                if (field.equals("limit") && algorithm.windowed()) {
                    continue; // told for people only: windows keep counts
                }
                redis.look().hset(key(limit), good);
                redis.look().hset(key(limit), field, bad);
                assertThat(take(limit, 1).remaining())
                        .as("%s = '%s'", field, bad)
                        .isEqualTo(9);
            }
            redis.look().hset(key(limit), good);
            redis.look().hdel(key(limit), field);
            if (!field.equals("limit") || !algorithm.windowed()) {
                assertThat(take(limit, 1).remaining()).as("without %s", field).isEqualTo(9);
            }
        }
        assertThat(redis.look().hget(key(limit), "of_a_newer_version")).isEqualTo("x");
    }

    @Test
    void aLogThatDoesNotParseIsFresh() {
        Limit limit = LongWindows.of(Algorithm.SLIDING_WINDOW_LOG, 10);
        redis.look().rpush(key(limit), "x", "y");
        assertThat(take(limit, 4).remaining()).isEqualTo(6);
        assertThat(redis.look().llen(key(limit))).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void foreignDataUnderAKeyIsLeftAloneAndIsNoTroubleOfTheStore(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        redis.look().set(key(limit), "foreign");
        assertThatThrownBy(() -> take(limit, 1))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CALL))
                .hasMessageContaining("WRONGTYPE");
        assertThat(redis.look().get(key(limit))).isEqualTo("foreign");
    }

    private static Decision take(Limit limit, long cost) {
        return Charges.take(redis.store(), limit, "s", cost);
    }

    private static String key(Limit limit) {
        return "ratelimit:" + limit.algorithm().id() + ":rule:s";
    }
}
