package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyScaleTest {

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "63, 0", "64, 1", "1023, 15", "1024, 16", "148000, 130", "17179869183, 399"})
    void aDurationHasAStep(long nanos, int step) {
        assertThat(LatencyScale.step(nanos)).isEqualTo(step);
    }

    @Test
    void theLastStepHoldsWhatTakesLonger() {
        assertThat(LatencyScale.step(TimeUnit.HOURS.toNanos(1))).isEqualTo(LatencyScale.STEPS - 1);
        assertThat(LatencyScale.step(Long.MAX_VALUE)).isEqualTo(LatencyScale.STEPS - 1);
    }

    @Test
    void eachStepEndsWhereTheNextBegins() {
        for (int step = 0; step < LatencyScale.STEPS - 1; step++) {
            long end = LatencyScale.endNanos(step);
            assertThat(LatencyScale.step(end - 1)).isEqualTo(step);
            assertThat(LatencyScale.step(end)).isEqualTo(step + 1);
        }
    }

    @Test
    void noStepIsWiderThanASixteenthOfWhatItHolds() {
        for (int step = 16; step < LatencyScale.STEPS; step++) {
            long start = LatencyScale.endNanos(step - 1);
            assertThat(16 * (LatencyScale.endNanos(step) - start)).isLessThanOrEqualTo(start);
        }
    }
}
