package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was taken locally is charged when Redis is back; which is a store of this JVM that says it is Redis. */
class ChargingBackTest {

    private static final int OUTAGES = 1_000;

    private final ManualClock clock = new ManualClock();
    private final Frail redis = new Frail(new MemoryStore(clock, Source.REDIS, 10_000));
    private final MemoryStore truth = new MemoryStore(clock, Source.REDIS, 10_000);
    private final SplittableRandom random = new SplittableRandom(5);
    private long nodes = 1;
    private final LocalCounts local = new LocalCounts(clock, 10_000, () -> nodes);
    private final Store owing = local.owing();
    private final ChargingBack back = new ChargingBack(redis, local);

    /** A store that may fail after it has charged, as one whose reply is lost. */
    private static final class Frail implements Store {
        private final Store store;
        private final List<Integer> sizes = new ArrayList<>();
        private @Nullable Trouble trouble;
        private boolean broken;
        /** Charges of these reach nobody, and whoever sends them is told so. */
        private Predicate<Charge> unreachable = charge -> false;

        private Runnable whenUnreachable = () -> {};

        Frail(Store store) {
            this.store = store;
        }

        @Override
        public Answer decide(Call call) {
            if (broken) {
                throw new IllegalStateException("as the test wants it");
            }
            if (call.charges().stream().anyMatch(unreachable)) {
                whenUnreachable.run();
                throw new StoreException(Trouble.DISCONNECTED, "as the test wants it", null, true);
            }
            Answer answer = store.decide(call);
            sizes.add(call.charges().size());
            if (trouble != null) {
                throw new StoreException(trouble, "as the test wants it", null);
            }
            return answer;
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static Limit limit(Algorithm algorithm, long most) {
        Duration time = Duration.ofSeconds(10);
        return algorithm.windowed() ? Limit.window(algorithm, most, time) : Limit.bucket(algorithm, most, most, time);
    }

    private void onRedis(Limit limit, String subject, long cost) {
        Call call = Charges.take(Charges.charge("rule", limit, subject, cost));
        local.heard(call, redis.decide(call));
        truth.decide(call);
    }

    private void here(Limit limit, String subject, long cost) {
        if (Charges.take(owing, limit, subject, cost).allowed()) {
            Charges.decide(truth, Action.CHARGE, limit, subject, cost);
        }
    }

    private long left(Store store, Limit limit, String subject) {
        return Charges.take(store, limit, subject, 0).remaining();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void redisStandsAsIfItHadSeenAllThatTheOnlyNodeTook(Algorithm algorithm) {
        int owed = 0;
        for (int i = 0; i < OUTAGES; i++) {
            String subject = "s" + i;
            Limit limit = limit(algorithm, 1 + random.nextLong(40));
            for (int step = 0; step < 10; step++) {
                clock.advanceMillis(random.nextLong(500));
                onRedis(limit, subject, random.nextLong(1 + limit.capacity() / 2));
            }
            for (int step = 0; step < 10; step++) {
                clock.advanceMillis(random.nextLong(random.nextInt(6) == 0 ? 12_000 : 800));
                here(limit, subject, random.nextLong(1 + limit.capacity() / 2));
            }
            clock.advanceMillis(random.nextLong(3_000));
            long before = left(redis, limit, subject);
            assertThat(back.first(charge -> true)).isTrue();
            // A unit that was on its way, once more of a counter, whose two counts are rounded each.
            long difference = left(redis, limit, subject) - left(truth, limit, subject);
            assertThat(difference).isBetween(-2L, algorithm == Algorithm.SLIDING_WINDOW_COUNTER ? 2L : 1L);
            owed += before > left(truth, limit, subject) ? 1 : 0;
        }
        assertThat(owed).isGreaterThan(OUTAGES / 4);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatCameBackMeanwhileIsNotCharged(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        onRedis(limit, "alice", 1);
        Call take = Charges.take(Charges.charge("rule", limit, "alice", 3));
        long takenAt = Charges.decided(owing, take).nowMillis();
        clock.advanceMillis(1);
        Charges.take(owing, limit, "alice", 2);
        local.decide(Call.putBack(take.charges(), takenAt, Source.LOCAL));
        back.first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(7);
    }

    @Test
    void whatMayHaveBeenChargedIsNotChargedOnceMore() {
        Limit limit = Limit.perDay(10);
        Charges.take(local, limit, "alice", 3);
        assertThat(local.owes()).isFalse();
        Charges.take(owing, limit, "alice", 2);
        back.first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(8);
    }

    @Test
    void aLostReplyChargesNothingTwice() {
        Limit limit = Limit.perDay(10);
        Charges.take(owing, limit, "alice", 3);
        redis.trouble = Trouble.TIMEOUT;
        assertThat(back.first(charge -> true)).isFalse();
        redis.trouble = null;
        assertThat(back.first(charge -> true)).isTrue();
        back.rest(charge -> true, true);
        assertThat(left(redis, limit, "alice")).isEqualTo(7);
        assertThat(left(local, limit, "alice")).as("nobody else may know of it").isEqualTo(7);
    }

    @Test
    void whatWasNotSentYetIsChargedLater() {
        Limit limit = Limit.perDay(10);
        for (int i = 0; i < 100; i++) {
            Charges.take(owing, limit, "s" + i, 3);
        }
        redis.trouble = Trouble.DISCONNECTED;
        assertThat(back.first(charge -> true)).isFalse();
        redis.trouble = null;
        assertThat(back.first(charge -> true)).isTrue();
        assertThat(redis.sizes).as("calls").hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(left(redis, limit, "s" + i)).isEqualTo(7);
        }
    }

    @Test
    void whatReachedNobodyIsStillOwedAndTheRestOfItsBatchIsCharged() {
        Limit limit = Limit.perDay(10);
        for (int i = 0; i < 16; i++) {
            Charges.take(owing, limit, (i % 4 == 0 ? "lost" : "well") + i, 3);
        }
        redis.unreachable = charge -> charge.subject().get(0).startsWith("lost");
        assertThat(back.first(charge -> true)).isFalse();
        redis.unreachable = charge -> false;
        assertThat(local.owes()).isTrue();
        assertThat(redis.sizes).hasSize(12);
        assertThat(back.first(charge -> true)).isTrue();
        assertThat(redis.sizes).hasSize(16);
        for (int i = 0; i < 16; i++) {
            assertThat(left(redis, limit, (i % 4 == 0 ? "lost" : "well") + i)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatReachedNobodyIsOwedBesideWhatWasTakenMeanwhile(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        Charges.take(owing, limit, "alice", 3);
        redis.unreachable = charge -> true;
        redis.whenUnreachable = () -> Charges.take(owing, limit, "alice", 2);
        back.first(charge -> true);
        redis.unreachable = charge -> false;
        back.first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(5);
    }

    @Test
    void aRoundLooksAtEachDebtOnce() {
        owe(2_000);
        AtomicInteger looks = new AtomicInteger();
        back.first(charge -> looks.incrementAndGet() % 2 == 0);
        assertThat(looks).hasValue(2_000);
        assertThat(redis.sizes).hasSize(1_000);
    }

    @Test
    void ofManyThatMustWaitAFewAreLookedAtEachTimeAndAllInTheEnd() {
        owe(9_000);
        Set<Charge> seen = new HashSet<>();
        AtomicInteger looks = new AtomicInteger();
        Predicate<Charge> lost = charge -> {
            looks.incrementAndGet();
            seen.add(charge);
            return false;
        };
        back.rest(lost, false);
        assertThat(looks).hasValue(ChargingBack.LOOKS);
        back.rest(lost, false);
        assertThat(seen).hasSize(9_000);
        back.rest(charge -> true, true);
        assertThat(local.owes()).isFalse();
    }

    private void owe(int debts) {
        for (int i = 0; i < debts; i++) {
            Charges.take(owing, Limit.perDay(10), "s" + i, 3);
        }
    }

    @Test
    void troubleOfOneBucketKeepsTheOthersFromNothing() {
        Limit limit = Limit.perDay(10);
        for (int i = 0; i < 40; i++) {
            Charges.take(owing, limit, "s" + i, 3);
        }
        redis.trouble = Trouble.CALL;
        assertThat(back.first(charge -> true)).isTrue();
        assertThat(redis.sizes).hasSize(40);
        assertThat(local.owes()).isFalse();
    }

    @Test
    void whateverFailsEndsNoThread() {
        for (int i = 0; i < 40; i++) {
            Charges.take(owing, Limit.perDay(10), "s" + i, 3);
        }
        redis.broken = true;
        assertThat(back.first(charge -> true)).isTrue();
        assertThat(local.owes()).isFalse();
    }

    @Test
    void onlyThoseAreChargedWhoseRedisIsBack() {
        Limit limit = Limit.perDay(10);
        Charges.take(owing, limit, "alice", 3);
        Charges.take(owing, limit, "bob", 3);
        back.first(charge -> charge.subject().contains("bob"));
        assertThat(left(redis, limit, "alice")).isEqualTo(10);
        assertThat(left(redis, limit, "bob")).isEqualTo(7);
        assertThat(local.owes()).isTrue();
    }

    @Test
    void whatAnotherRuleRefusedIsNotOwed() {
        Limit limit = Limit.perDay(10);
        Charges.take(owing, limit, "bob", 10);
        Charges.decided(
                owing,
                Charges.take(Charges.charge("rule", limit, "alice", 1), Charges.charge("rule", limit, "bob", 1)));
        back.first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(10);
        assertThat(left(redis, limit, "bob")).isZero();
    }

    @Test
    void aChargeAfterTheResponseIsOwedToo() {
        Limit limit = Limit.perDay(10);
        Charges.decide(owing, Action.CHARGE, limit, "alice", 4);
        back.first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(6);
    }

    @Test
    void whatWasCountedHereIsForgottenOnceRedisKnows() {
        Limit limit = Limit.perDay(10);
        Charges.take(owing, limit, "alice", 4);
        assertThat(local.counted()).isTrue();
        back.rest(charge -> true, true);
        assertThat(local.counted()).isFalse();
        assertThat(left(local, limit, "alice")).as("as Redis told").isEqualTo(6);
    }

    @Test
    void whatSeveralNodesTookIsChargedOnce() {
        nodes = 2;
        LocalCounts other = new LocalCounts(clock, 100, () -> nodes);
        Limit limit = Limit.perDay(10);
        Charges.take(owing, limit, "alice", 5);
        Charges.take(other.owing(), limit, "alice", 4);
        back.first(charge -> true);
        new ChargingBack(redis, other).first(charge -> true);
        assertThat(left(redis, limit, "alice")).isEqualTo(1);
    }
}
