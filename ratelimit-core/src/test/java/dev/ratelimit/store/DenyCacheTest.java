package dev.ratelimit.store;

import static dev.ratelimit.store.Charges.charge;
import static dev.ratelimit.store.Charges.decided;
import static dev.ratelimit.store.Charges.inGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In front of a store of this JVM that says it is Redis, on a clock that moves when told to. */
class DenyCacheTest {
    /** One unit comes back each second. */
    private static final Limit FIVE = Limit.of(5, Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock();
    private final MemoryStore redis = new MemoryStore(clock, Source.REDIS, 640);
    private final DenyCache cache = new DenyCache(redis, clock);

    private Decision take(long cost) {
        return Charges.take(cache, FIVE, "alice", cost);
    }

    @Test
    void answersForRedisUntilTheInstantAtWhichTheCostFits() {
        take(5);
        Decision denied = take(2);
        assertThat(denied.source()).isEqualTo(Source.REDIS);
        assertThat(denied.retryAfterMillis()).isEqualTo(2_000);

        clock.advanceMillis(1_999);
        Decision remembered = take(2);
        assertThat(remembered.source()).isEqualTo(Source.DENY_CACHE);
        assertThat(remembered.allowed()).isFalse();
        assertThat(remembered.retryAfterMillis()).isEqualTo(1);
        assertThat(remembered.resetAtMillis()).isEqualTo(denied.resetAtMillis());

        clock.advanceMillis(1);
        assertThat(take(2).allowed())
                .as("waiting exactly retry-after is enough")
                .isTrue();
    }

    @Test
    void answersForAGreaterCostAndAsksForASmallerOne() {
        take(4);
        assertThat(take(2).allowed()).isFalse();
        assertThat(take(3).source()).isEqualTo(Source.DENY_CACHE);
        assertThat(take(1).allowed()).isTrue();
        assertThat(take(0).source()).as("a look").isEqualTo(Source.REDIS);
    }

    @Test
    void tellsAGreaterCostItsOwnWait() {
        take(5);
        assertThat(take(1).retryAfterMillis()).isEqualTo(1_000);
        clock.advanceMillis(400);
        Decision remembered = take(3);
        assertThat(remembered.source()).isEqualTo(Source.DENY_CACHE);
        assertThat(remembered.retryAfterMillis()).isEqualTo(2_600);
        assertThat(remembered.nextAfterMillis()).isEqualTo(600);
        clock.advanceMillis(2_600);
        assertThat(take(3).allowed()).isTrue();
    }

    @Test
    void asksForACostThatCanNeverFit() {
        take(5);
        take(1);
        assertThat(take(6).neverFits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"FIXED_WINDOW,DENY_CACHE", "SLIDING_WINDOW_LOG,REDIS", "SLIDING_WINDOW_COUNTER,REDIS"})
    void answersForAGreaterCostOfAWindowWhereItsWaitIsTheSame(Algorithm algorithm, Source source) {
        Limit window = Limit.window(algorithm, 5, Duration.ofSeconds(5));
        Charges.take(cache, window, "alice", 5);
        Charges.take(cache, window, "alice", 1);
        assertThat(Charges.take(cache, window, "alice", 3).source()).isEqualTo(source);
    }

    @Test
    void asksWhenTheLimitIsAnotherOne() {
        take(5);
        take(1);
        assertThat(Charges.take(cache, FIVE.withBurst(10), "alice", 1).allowed())
                .isTrue();
    }

    @Test
    void asksForAnotherSubjectAndAnotherRule() {
        take(5);
        take(1);
        assertThat(Charges.take(cache, FIVE, "bob", 1).allowed()).isTrue();
        assertThat(decided(cache, Charges.take(charge("other", FIVE, "alice", 1)))
                        .decisions())
                .allMatch(Decision::allowed);
    }

    @Test
    void listsNothingButTheDenialThatLastsLongest() {
        Limit slow = Limit.of(5, Duration.ofSeconds(50));
        Call both = Charges.take(charge("rule", FIVE, "alice", 5), charge("slow", slow, "alice", 5));
        decided(cache, both);
        assertThat(decided(cache, both).decisions()).hasSize(2);
        assertThat(decided(cache, both).decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.rule()).isEqualTo("slow");
            assertThat(decision.retryAfterMillis()).isEqualTo(50_000);
        });
    }

    @Test
    void chargesNothingElseWhileItAnswers() {
        take(5);
        take(1);
        Call both = Charges.take(charge("rule", FIVE, "alice", 1), charge("other", FIVE, "alice", 1));
        decided(cache, both);
        assertThat(decided(redis, Charges.take(charge("other", FIVE, "alice", 0)))
                        .decisions()
                        .get(0)
                        .remaining())
                .isEqualTo(5);
    }

    @Test
    void remembersNoShadow() {
        Call shadow = Charges.take(inGroup(1, "rule", FIVE, "alice", 5));
        decided(cache, shadow);
        decided(cache, shadow);
        assertThat(cache.size()).isZero();
        take(1);
        assertThat(decided(cache, shadow).decisions()).allMatch(decision -> decision.source() == Source.REDIS);
    }

    @Test
    void remembersNoCostThatCanNeverFitNorWhatAnotherStoreSaid() {
        take(6);
        assertThat(cache.size()).isZero();
        MemoryStore local = new MemoryStore(clock, Source.LOCAL, 640);
        DenyCache other = new DenyCache(local, clock);
        Charges.take(other, FIVE, "alice", 5);
        Charges.take(other, FIVE, "alice", 1);
        assertThat(other.size()).isZero();
    }

    @Test
    void forgetsWhatUnitsAreGivenBackTo() {
        take(5);
        take(1);
        Charges.decide(cache, Action.putBack(clock.millis()), FIVE, "alice", 1);
        assertThat(take(1).allowed()).isTrue();
    }

    /** Whoever is under way may give units back as soon as it is answered. */
    @Test
    void remembersNoDenialOfWhatSomeResponsesDoNotCount() {
        for (CountWhen when : List.of(CountWhen.of("401"), CountWhen.of("401").afterwards())) {
            Charge login = new Charge(
                    "login", "login", FIVE, List.of(when.toString()), 5, Charge.ENFORCED, FailurePolicy.LOCAL, when);
            decided(cache, Charges.take(login));
            for (int i = 0; i < 2; i++) {
                assertThat(decided(cache, Charges.take(login)).decisions())
                        .singleElement()
                        .satisfies(denied -> {
                            assertThat(denied.denies()).isTrue();
                            assertThat(denied.source()).isEqualTo(Source.REDIS);
                        });
            }
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    void remembersForASecondAtMostWhenUnitsMayReturn() {
        cache.unitsMayReturn();
        take(5);
        assertThat(take(3).retryAfterMillis()).isEqualTo(3_000);
        clock.advanceMillis(999);
        assertThat(take(3).source()).isEqualTo(Source.DENY_CACHE);
        assertThat(take(3).retryAfterMillis()).isEqualTo(2_001);
        clock.advanceMillis(1);
        assertThat(take(3).source()).isEqualTo(Source.REDIS);
    }

    @Test
    void forgetsLongDenialsFromBeforeUnitsMayReturn() {
        take(5);
        take(3);
        cache.unitsMayReturn();
        assertThat(take(3).source()).isEqualTo(Source.REDIS);
    }

    @Test
    void forgetsASubjectOrAll() {
        take(5);
        take(1);
        cache.forget("bob", Owners.ANY_PART);
        assertThat(take(1).source()).isEqualTo(Source.DENY_CACHE);
        cache.forget("alice", Owners.ANY_PART);
        assertThat(take(1).source()).isEqualTo(Source.REDIS);
        assertThat(take(1).source()).isEqualTo(Source.DENY_CACHE);
        cache.forgetAll();
        assertThat(take(1).source()).isEqualTo(Source.REDIS);
    }

    /** The event overtakes the answer: the bucket is gone by the time the denial comes in. */
    @Test
    void remembersNothingThatWasForgottenWhileItWasAsked() {
        Overtaken overtaken = new Overtaken(redis);
        DenyCache behind = new DenyCache(overtaken, clock);
        overtaken.event = () -> behind.forget("alice", Owners.ANY_PART);
        Charges.take(behind, FIVE, "alice", 5);
        Charges.take(behind, FIVE, "alice", 1);
        assertThat(behind.size()).isZero();
    }

    /** Units come back while a denial from before is still on its way. */
    @Test
    void remembersNoDenialFromBeforeUnitsCameBack() {
        Overtaken overtaken = new Overtaken(redis);
        DenyCache behind = new DenyCache(overtaken, clock);
        Charges.take(behind, FIVE, "alice", 5);
        overtaken.event = () -> {
            overtaken.event = () -> {};
            Charges.decide(behind, Action.putBack(clock.millis()), FIVE, "alice", 5);
        };
        Charges.take(behind, FIVE, "alice", 1);
        assertThat(Charges.take(behind, FIVE, "alice", 1).allowed()).isTrue();
    }

    /** The other way round: a denial comes in while units are on their way back. */
    @Test
    void remembersNoDenialFromWhileUnitsCameBack() {
        Overtaken overtaken = new Overtaken(redis);
        DenyCache behind = new DenyCache(overtaken, clock);
        Charges.take(behind, FIVE, "alice", 5);
        overtaken.before = () -> {
            overtaken.before = () -> {};
            Charges.take(behind, FIVE, "alice", 1);
        };
        Charges.decide(behind, Action.putBack(clock.millis()), FIVE, "alice", 5);
        assertThat(Charges.take(behind, FIVE, "alice", 1).allowed()).isTrue();
    }

    /** A store during whose answer something happens. */
    private static final class Overtaken implements Store {
        private final Store store;
        private Runnable event = () -> {};
        private Runnable before = () -> {};

        Overtaken(Store store) {
            this.store = store;
        }

        @Override
        public Answer decide(Call call) {
            before.run();
            Answer answer = store.decide(call);
            event.run();
            return answer;
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void tellsAWaitThatIsEnoughHoweverSlowTheQuestionWas() {
        Overtaken slow = new Overtaken(redis);
        DenyCache behind = new DenyCache(slow, clock);
        Charges.take(behind, FIVE, "alice", 5);
        slow.before = () -> clock.advanceMillis(300);
        assertThat(Charges.take(behind, FIVE, "alice", 1).retryAfterMillis()).isEqualTo(700);
        slow.before = () -> {};

        clock.advanceMillis(100);
        Decision remembered = Charges.take(behind, FIVE, "alice", 1);
        assertThat(remembered.source()).isEqualTo(Source.DENY_CACHE);
        assertThat(remembered.retryAfterMillis()).isEqualTo(600);
        clock.advanceMillis(600);
        assertThat(Charges.take(behind, FIVE, "alice", 1).allowed()).isTrue();
    }

    @Test
    void deniesNothingThatFitsHoweverSlowTheAnswerWas() {
        Overtaken slow = new Overtaken(redis);
        DenyCache behind = new DenyCache(slow, clock);
        Charges.take(behind, FIVE, "alice", 5);
        slow.event = () -> clock.advanceMillis(300);
        assertThat(Charges.take(behind, FIVE, "alice", 1).retryAfterMillis()).isEqualTo(1_000);
        slow.event = () -> {};

        clock.advanceMillis(699);
        assertThat(Charges.take(behind, FIVE, "alice", 1).source()).isEqualTo(Source.DENY_CACHE);
        clock.advanceMillis(1);
        assertThat(Charges.take(behind, FIVE, "alice", 1).allowed()).isTrue();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 120_000; i++) {
            Charges.take(cache, Limit.perHour(1), "user" + i, 1);
            Charges.take(cache, Limit.perHour(1), "user" + i, 1);
        }
        assertThat(cache.size()).isBetween(1L, 100_000L);
    }
}
