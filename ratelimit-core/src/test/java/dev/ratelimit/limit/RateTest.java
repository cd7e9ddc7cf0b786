package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 10000",
        "2.5, 1, 400",
        "0.000000001, 1, 1000000000000",
        "100, 1, 10",
        "1.50, 3, 2000",
        "1E+3, 1, 1",
        "0.333333333, 333333333, 1000000000000",
        "1E+15, 1000000000000, 1"
    })
    void isAnExactFraction(BigDecimal perSecond, long permits, long periodMillis) {
        assertThat(Rate.of(perSecond, SECOND)).isEqualTo(new Rate(permits, Duration.ofMillis(periodMillis)));
    }

    @Test
    void neverRounds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            BigDecimal permits = BigDecimal.valueOf(1 + random.nextLong(1_000_000_000_000L), random.nextInt(7));
            long period = 1 + random.nextLong(86_400_000);
            Rate rate = Rate.of(permits, Duration.ofMillis(period));
            BigDecimal left = permits.multiply(BigDecimal.valueOf(rate.period().toMillis()));
            BigDecimal right = new BigDecimal(BigInteger.valueOf(rate.permits()).multiply(BigInteger.valueOf(period)));
            assertThat(left).isEqualByComparingTo(right);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000", "-1", "-0.1"})
    void mustBeAboveNought(BigDecimal permits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(permits, SECOND))
                .withMessageContaining(permits.toPlainString())
                .withMessageContaining("above 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+16",
                "1E+999999999",
                "0.0000000001",
                "1E-999999999",
                "99999999999999999",
                "1234567890123456.5"
            })
    void refusesMoreDigitsThanCanBeCounted(BigDecimal permits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(permits, SECOND))
                .withMessageContaining(permits.toString());
    }

    @Test
    void refusesAPeriodThatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(BigDecimal.ONE, Duration.ofDays(999_999_999_999L)))
                .withMessageContaining("too long")
                .withMessageContaining("400 days");
    }

    @Test
    void refusesAFractionThatNoLongHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(new BigDecimal("0.000000001"), Duration.ofDays(400)))
                .withMessageContaining("0.000000001 has too many digits")
                .withMessageContaining("PT9600H");
    }
}
