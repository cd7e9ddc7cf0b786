package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One per hour, asked at every virtual millisecond of a day; at every {@code -Dproof.stride}th, since a day of them takes
 * some seconds. An arithmetic that rounds what it stores loses the
 * 1/3,600,000 that each millisecond brings.
 */
@Tag("proof")
class SlowRateTest {

    private static final int STRIDE = Integer.getInteger("proof.stride", 20);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MIDNIGHT = Traffic.START - Traffic.START % DAY;

    @ParameterizedTest
    @CsvSource({"TOKEN, 24", "LEAKY, 24", "FIXED_WINDOW, 24", "SLIDING_WINDOW_LOG, 24", "SLIDING_WINDOW_COUNTER, 12"})
    void admitsOneInEachHour(Algorithm algorithm, int expected) {
        Limit limit = AnyLimit.one(algorithm, Duration.ofHours(1));
        Bucket bucket = null;
        int admitted = 0;
        for (long now = MIDNIGHT; now < MIDNIGHT + DAY; now += STRIDE) {
            Step step = Step.of(bucket, limit, Action.TAKE, 1, now);
            if (step.changed()) {
                bucket = step.bucket();
                admitted++;
            }
        }
        assertThat(admitted).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"TOKEN, 24", "LEAKY, 24"})
    void keepsTheFractionOfEachPeek(Algorithm algorithm, int expected) {
        Limit limit = AnyLimit.one(algorithm, Duration.ofHours(1));
        Bucket bucket = null;
        int admitted = 0;
        for (long now = MIDNIGHT; now < MIDNIGHT + DAY; now += STRIDE) {
            // As if every look were stored.
            Step step = Step.of(bucket, limit, Action.TAKE, 1, now);
            bucket = step.bucket();
            admitted += step.changed() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(expected);
    }
}
