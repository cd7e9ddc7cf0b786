package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A changed limit keeps what was used. */
class LimitChangeTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long NOW = Traffic.START;

    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void keepsWhatWasUsedAndFindsItAgain(Algorithm algorithm) {
        Limit large = sized(algorithm, 100);
        Limit small = sized(algorithm, 50);
        Limit tiny = sized(algorithm, 10);
        Bucket used = Step.of(null, large, Action.TAKE, 30, NOW).bucket();
        assertThat(remaining(used, small)).isEqualTo(20);
        assertThat(remaining(used, tiny)).isZero();
        Bucket seenByTiny = Step.of(used, tiny, Action.CHARGE, 0, NOW).bucket();
        assertThat(remaining(seenByTiny, tiny)).isZero();
        assertThat(remaining(seenByTiny, large)).isEqualTo(70);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void nodesThatDisagreeMintNothing(Algorithm algorithm) {
        for (int i = 0; i < 100; i++) {
            Limit one = sized(algorithm, 1 + random.nextLong(50));
            Limit other = sized(algorithm, 1 + random.nextLong(50));
            Limit larger = one.capacity() > other.capacity() ? one : other;
            Bucket bucket = null;
            long admitted = 0;
            for (int j = 0; j < 200; j++) {
                Step step = Step.of(bucket, random.nextBoolean() ? one : other, Action.TAKE, 1, NOW);
                bucket = step.changed() ? step.bucket() : bucket;
                admitted += step.reading().granted();
            }
            assertThat(admitted).isEqualTo(larger.capacity());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"TOKEN", "LEAKY"})
    void nodesThatDisagreeOnTheRateMintNothingOverTime(Algorithm algorithm) {
        for (int i = 0; i < 100; i++) {
            Limit slow = Limit.bucket(algorithm, 10, 1 + random.nextLong(9), Duration.ofMillis(997));
            Limit fast = Limit.bucket(algorithm, 20, 10 + random.nextLong(9), Duration.ofMillis(991));
            List<Request> admitted = new ArrayList<>();
            Bucket bucket = null;
            long now = NOW;
            for (int j = 0; j < 1_000; j++) {
                now += random.nextLong(100);
                Step step = Step.of(bucket, random.nextBoolean() ? slow : fast, Action.TAKE, 1, now);
                bucket = step.changed() ? step.bucket() : bucket;
                if (step.reading().granted() > 0) {
                    admitted.add(new Request(now, 1));
                }
            }
            BigInteger most = BigInteger.valueOf(20 * fast.periodMillis());
            assertThat(Bound.mostAboveRate(admitted, fast)).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"FIXED_WINDOW", "SLIDING_WINDOW_COUNTER"})
    void aWindowOffTheNewGridStartsFresh(Algorithm algorithm) {
        Limit hours = Limit.window(algorithm, 10, HOUR);
        Limit minutes = Limit.window(algorithm, 10, Duration.ofMinutes(7));
        Bucket used = Step.of(null, hours, Action.TAKE, 10, NOW).bucket();
        assertThat(remaining(used, minutes)).isEqualTo(10);
    }

    private static Limit sized(Algorithm algorithm, long limit) {
        return algorithm.windowed() ? Limit.window(algorithm, limit, HOUR) : Limit.bucket(algorithm, limit, 1, HOUR);
    }

    private static long remaining(Bucket bucket, Limit limit) {
        return Step.of(bucket, limit, Action.TAKE, 0, NOW).reading().remaining();
    }
}
