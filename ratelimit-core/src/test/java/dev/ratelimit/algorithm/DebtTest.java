package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verbs beside take: charge runs into a debt, put back pays it. */
class DebtTest {

    private static final long WINDOW = 60_000;
    private static final long START = Traffic.START - Traffic.START % WINDOW;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aChargeEndsAtADebtOfOneCapacity(Algorithm algorithm) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            Walk walk = new Walk(AnyLimit.of(algorithm, random), random);
            for (int j = 0; j < 100; j++) {
                walk.step();
                // A clock that steps back can leave a sliding counter deeper in debt: more of the past weighs again.
                long before = room(walk);
                walk.step(Action.CHARGE, random.nextLong(3 * walk.limit.capacity()));
                assertThat(room(walk)).isBetween(Math.min(before, -walk.limit.capacity()), before);
            }
        }
    }

    @Test
    void aLogInDebtHoldsTwiceItsLimit() {
        Limit limit = limit(Algorithm.SLIDING_WINDOW_LOG, 10);
        Bucket bucket = Step.of(null, limit, Action.CHARGE, 1_000, START).bucket();
        assertThat(((SlidingWindowLog) bucket).entries().size()).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aChargeIsNeverRefused(Algorithm algorithm) {
        Limit limit = limit(algorithm, 10);
        Bucket used = Step.of(null, limit, Action.TAKE, 8, START).bucket();
        Step step = Step.of(used, limit, Action.CHARGE, 7, START);
        assertThat(step.reading().granted()).isEqualTo(1);
        assertThat(step.reading().remaining()).isZero();
        assertThat(Step.of(step.bucket(), limit, Action.putBack(START), 7, START)
                        .reading()
                        .remaining())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatComesBackIsThereAgain(Algorithm algorithm) {
        Limit limit = limit(algorithm, 10);
        Bucket used = Step.of(null, limit, Action.TAKE, 8, START).bucket();
        Reading reading =
                Step.of(used, limit, Action.putBack(START), 5, START + 1).reading();
        assertThat(reading.remaining()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void puttingBackMoreThanWasTakenFillsTheBucketAndNoMore(Algorithm algorithm) {
        Limit limit = limit(algorithm, 10);
        Bucket used = Step.of(null, limit, Action.TAKE, 8, START).bucket();
        Step step = Step.of(used, limit, Action.putBack(START), 1_000, START + 1);
        assertThat(step.reading().remaining()).isEqualTo(10);
        Step all = Step.of(step.bucket(), limit, Action.take(20), 1, START + 1);
        assertThat(all.reading().granted()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"FIXED_WINDOW", "SLIDING_WINDOW_LOG", "SLIDING_WINDOW_COUNTER"})
    void nothingComesBackIntoAWindowThatNeverHeldIt(Algorithm algorithm) {
        Limit limit = limit(algorithm, 10);
        long takenAt = START + WINDOW - 1;
        Bucket old = Step.of(null, limit, Action.TAKE, 10, takenAt).bucket();
        long later = takenAt + 2 * WINDOW;
        Bucket used = Step.of(old, limit, Action.TAKE, 10, later).bucket();
        Reading reading =
                Step.of(used, limit, Action.putBack(takenAt), 10, later).reading();
        assertThat(reading.remaining()).isZero();
    }

    @Test
    void aCounterPutsBackIntoTheWindowBeforeWhatWasTakenThere() {
        Limit limit = limit(Algorithm.SLIDING_WINDOW_COUNTER, 10);
        Bucket old = Step.of(null, limit, Action.TAKE, 10, START + WINDOW - 1).bucket();
        Step step = Step.of(old, limit, Action.putBack(START + WINDOW - 1), 10, START + WINDOW + 1);
        assertThat(step.reading().remaining()).isEqualTo(10);
        assertThat(((SlidingWindowCounter) step.bucket()).current()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void takesAsOftenAsFits(Algorithm algorithm) {
        Limit limit = limit(algorithm, 10);
        assertThat(Step.of(null, limit, Action.take(7), 3, START).reading().granted())
                .isEqualTo(3);
        assertThat(Step.of(null, limit, Action.take(2), 3, START).reading().remaining())
                .isEqualTo(4);
        assertThat(Step.of(null, limit, Action.take(7), 11, START).reading().granted())
                .isZero();
    }

    private static long room(Walk walk) {
        Visit visit = Visit.of(walk.stored, walk.limit, walk.now);
        return visit.bucket().room(walk.limit, visit.at());
    }

    private static Limit limit(Algorithm algorithm, long limit) {
        return AnyLimit.of(algorithm, limit, Duration.ofMillis(WINDOW));
    }
}
