package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bucket does when the clock is set back. */
class ClockTest {

    private static final long WINDOW = 60_000;
    private static final long START = Traffic.START - Traffic.START % WINDOW;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void mintsNothingForAClockThatIsBehind(Algorithm algorithm) {
        Limit limit = AnyLimit.of(algorithm, 10, Duration.ofMillis(WINDOW));
        Bucket used = take(null, limit, 10, START).bucket();
        for (long behind : new long[] {1, 1_000, WINDOW}) {
            Step step = take(used, limit, 1, START - behind);
            assertThat(step.reading().granted()).isZero();
            assertThat(step.reading().healed()).isFalse();
            assertThat(step.changed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void countsTheLagInTheWait(Algorithm algorithm) {
        Limit limit = AnyLimit.of(algorithm, 10, Duration.ofMillis(WINDOW));
        Bucket used = take(null, limit, 10, START).bucket();
        Reading inTime = take(used, limit, 1, START).reading();
        Reading behind = take(used, limit, 1, START - 5_000).reading();
        assertThat(behind.retryAfterMillis()).isEqualTo(inTime.retryAfterMillis() + 5_000);
        assertThat(behind.nextAfterMillis()).isEqualTo(inTime.nextAfterMillis() + 5_000);
        assertThat(behind.resetAtMillis()).isEqualTo(inTime.resetAtMillis());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void healsATimeThatIsAheadByMoreThanAPeriodAndKeepsWhatWasUsed(Algorithm algorithm) {
        Limit limit = AnyLimit.of(algorithm, 10, Duration.ofMillis(WINDOW));
        Bucket used = take(null, limit, 10, START).bucket();
        long now = START - WINDOW - 1;
        Step step = take(used, limit, 1, now);
        assertThat(step.reading().healed()).isTrue();
        assertThat(step.changed()).isTrue();
        assertThat(step.reading().granted()).isZero();
        // Nobody is locked out until the clock has come back to where it was.
        assertThat(step.reading().retryAfterMillis()).isLessThanOrEqualTo(2 * WINDOW);
        assertThat(step.bucket().time()).isLessThanOrEqualTo(now);
        Reading later = take(step.bucket(), limit, 1, now + step.reading().retryAfterMillis())
                .reading();
        assertThat(later.granted()).isEqualTo(1);
    }

    private static Step take(Bucket bucket, Limit limit, long cost, long now) {
        return Step.of(bucket, limit, Action.TAKE, cost, now);
    }
}
