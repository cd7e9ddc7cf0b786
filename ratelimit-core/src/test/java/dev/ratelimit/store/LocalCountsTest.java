package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node admits alone, after what it heard from Redis; which is a store of this JVM that says it is Redis. */
class LocalCountsTest {

    private static final Limit TEN = Limit.perDay(10);
    private static final int WALKS = 2_000;

    private final ManualClock clock = new ManualClock();
    private final MemoryStore redis = new MemoryStore(clock, Source.REDIS, 10_000);
    private final SplittableRandom random = new SplittableRandom(3);
    private long nodes = 1;
    private final LocalCounts local = new LocalCounts(clock, 10_000, () -> nodes);

    /** Redis decides, and the node hears it. */
    private Decision onRedis(Action action, Limit limit, String subject, long cost) {
        Call call = Charges.call(action, Charges.charge("rule", limit, subject, cost));
        Answer answer = redis.decide(call);
        local.heard(call, answer);
        return ((Answer.Decided) answer).decisions().get(0);
    }

    private long left(Limit limit, String subject) {
        return Charges.take(local, limit, subject, 0).remaining();
    }

    private static Limit limit(Algorithm algorithm, long most, Duration time) {
        return algorithm.windowed() ? Limit.window(algorithm, most, time) : Limit.bucket(algorithm, most, most, time);
    }

    @Test
    void aBucketBeginsWithWhatRedisHadLeftButNotMoreThanTheShare() {
        onRedis(Action.TAKE, TEN, "alice", 7);
        onRedis(Action.TAKE, TEN, "bob", 2);
        assertThat(left(TEN, "alice")).isEqualTo(3);
        assertThat(left(TEN, "bob")).isEqualTo(8);
        assertThat(left(TEN, "carol")).isEqualTo(10);
        nodes = 2;
        assertThat(left(TEN, "dave")).isEqualTo(5);
        onRedis(Action.TAKE, TEN, "erin", 7);
        assertThat(left(TEN, "erin")).isEqualTo(3);
        onRedis(Action.TAKE, TEN, "frank", 2);
        assertThat(left(TEN, "frank")).isEqualTo(5);
        nodes = 100;
        assertThat(left(TEN, "grace")).as("at least one").isEqualTo(1);
    }

    @Test
    void aDecisionNamesTheWholeLimit() {
        nodes = 4;
        Decision decision = Charges.take(local, TEN, "alice", 1);
        assertThat(decision.limit()).isEqualTo(TEN);
        assertThat(decision.source()).isEqualTo(Source.LOCAL);
        assertThat(decision.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whoWasAtZeroStaysDeniedUntilRedisWouldHaveFreedHim(Algorithm algorithm) {
        for (int i = 0; i < 200; i++) {
            nodes = 1L + i % 4;
            clock.advanceMillis(random.nextLong(100_000));
            String subject = "s" + i;
            Limit limit = limit(algorithm, 1 + random.nextLong(40), Duration.ofMinutes(1));
            while (onRedis(Action.TAKE, limit, subject, 1).allowed()) {
                clock.advanceMillis(random.nextLong(1_000));
            }
            long free = clock.millis() + onRedis(Action.TAKE, limit, subject, 1).retryAfterMillis();
            clock.advanceMillis(random.nextLong(free - clock.millis()));
            Decision denied = Charges.take(local, limit, subject, 1);
            assertThat(denied.allowed()).isFalse();
            assertThat(clock.millis() + denied.retryAfterMillis())
                    .isGreaterThanOrEqualTo(free)
                    .isLessThanOrEqualTo(algorithm == Algorithm.SLIDING_WINDOW_COUNTER ? free + 120_000 : free);
            clock.advanceMillis(denied.retryAfterMillis() - 1);
            assertThat(Charges.take(local, limit, subject, 1).allowed()).isFalse();
            clock.advanceMillis(1);
            assertThat(Charges.take(local, limit, subject, 1).allowed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aBucketNeverBeginsWithMoreThanRedisHasLeft(Algorithm algorithm) {
        int less = 0;
        for (int i = 0; i < WALKS; i++) {
            nodes = 1 + random.nextLong(4);
            String subject = "s" + i;
            Limit limit = limit(algorithm, 1 + random.nextLong(30), Duration.ofSeconds(10));
            for (int step = 0; step < 12; step++) {
                clock.advanceMillis(random.nextLong(random.nextBoolean() ? 300 : 6_000));
                Action action = random.nextInt(8) == 0 ? Action.CHARGE : Action.TAKE;
                onRedis(action, limit, subject, random.nextLong(limit.capacity() + 1));
            }
            clock.advanceMillis(random.nextLong(15_000));
            long share = Math.max(1, limit.capacity() / nodes);
            long there = Charges.take(redis, limit, subject, 0).remaining();
            long here = left(limit, subject);
            assertThat(here).isLessThanOrEqualTo(Math.min(there, share));
            less += here < share ? 1 : 0;
        }
        assertThat(less).as("it is about those that are known").isGreaterThan(WALKS / 10);
    }

    @Test
    void theRateIsSharedToo() {
        nodes = 4;
        Limit limit = Limit.bucket(Algorithm.TOKEN, 8, 40, Duration.ofSeconds(1));
        long admitted = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            admitted += Charges.take(local, limit, "alice", 1).allowed() ? 1 : 0;
            clock.advanceMillis(1);
        }
        assertThat(admitted).isEqualTo(2 + 10_000 * 40 / 4 / 1_000 - 1);
    }

    @Test
    void whatOnlyRedisCouldAdmitIsRefusedForASecondAndNotForEver() {
        nodes = 4;
        Decision refused = Charges.take(local, TEN, "alice", 3);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.neverFits()).isFalse();
        assertThat(refused.retryAfterMillis()).isEqualTo(1_000);
        assertThat(Charges.take(local, TEN, "alice", 11).neverFits()).isTrue();
    }

    @Test
    void whatRedisSaysMeanwhileHoldsForABucketThatIsThereAlready() {
        assertThat(Charges.take(local, TEN, "alice", 1).remaining()).isEqualTo(9);
        onRedis(Action.TAKE, TEN, "alice", 6);
        assertThat(left(TEN, "alice")).isEqualTo(4);
        Charges.take(local, TEN, "alice", 3);
        assertThat(left(TEN, "alice")).as("less is left here").isEqualTo(1);
        onRedis(Action.TAKE, TEN, "alice", 1);
        assertThat(left(TEN, "alice")).as("less is left here").isEqualTo(1);
    }

    @Test
    void whatCameBackOnRedisIsKnown() {
        nodes = 2;
        onRedis(Action.TAKE, TEN, "alice", 9);
        onRedis(Action.putBack(clock.millis()), TEN, "alice", 9);
        assertThat(left(TEN, "alice")).isEqualTo(5);
    }

    @Test
    void aChangedLimitKeepsWhatWasUsed() {
        onRedis(Action.TAKE, TEN, "alice", 7);
        assertThat(left(Limit.perDay(20), "alice")).isEqualTo(13);
        onRedis(Action.TAKE, TEN, "bob", 7);
        assertThat(left(Limit.perDay(5), "bob")).isZero();
    }

    @Test
    void aResetIsKnown() {
        onRedis(Action.TAKE, TEN, "alice", 7);
        onRedis(Action.TAKE, TEN, "bob", 7);
        local.forget("alice", Owners.ANY_PART);
        assertThat(left(TEN, "alice")).isEqualTo(10);
        assertThat(left(TEN, "bob")).isEqualTo(3);
        local.forget("", Owners.ANY_PART);
        onRedis(Action.TAKE, TEN, "carol", 7);
        assertThat(left(TEN, "carol")).isEqualTo(3);
    }

    @Test
    void severalBucketsAreTakenAllOrNoneHereToo() {
        onRedis(Action.TAKE, TEN, "alice", 10);
        Call both = Charges.take(Charges.charge("rule", TEN, "alice", 1), Charges.charge("other", TEN, "alice", 1));
        List<Decision> decisions = Charges.decided(local, both).decisions();
        assertThat(decisions).extracting(Decision::allowed).containsExactly(false, true);
        assertThat(decisions.get(1).remaining()).isEqualTo(10);
    }
}
