package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    private static final CalendarWindow MONTH = CalendarWindow.month(ZoneId.of("Europe/Berlin"), 1);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long TWO_TO_53 = 1L << 53;

    @Test
    void countsPerUnitOfTime() {
        assertThat(Limit.perSecond(5)).isEqualTo(Limit.of(5, SECOND));
        assertThat(Limit.perMinute(5)).isEqualTo(Limit.of(5, Duration.ofMinutes(1)));
        assertThat(Limit.perHour(5)).isEqualTo(Limit.of(5, Duration.ofHours(1)));
        assertThat(Limit.perDay(5)).isEqualTo(Limit.of(5, Duration.ofDays(1)));
        assertThat(Limit.of(5, Duration.ofMillis(1)).periodMillis()).isEqualTo(1);
    }

    @Test
    void reducesARateToItsLowestTerms() {
        Limit limit = Limit.perMinute(100);
        assertThat(limit.capacity()).isEqualTo(100);
        assertThat(limit.permits()).isEqualTo(1);
        assertThat(limit.periodMillis()).isEqualTo(600);
    }

    @Test
    void acceptsAPeriodThatIsShortEnoughInLowestTerms() {
        assertThat(Limit.parse("33.333/1d").periodMillis())
                .isEqualTo(Duration.ofDays(1_000).toMillis() / 3);
    }

    @Test
    void keepsAWindowAsItIs() {
        Limit limit = Limit.window(Algorithm.FIXED_WINDOW, 100, Duration.ofMinutes(1));
        assertThat(limit.permits()).isEqualTo(100);
        assertThat(limit.periodMillis()).isEqualTo(60_000);
        assertThat(limit.fillMillis()).isEqualTo(60_000);
    }

    @Test
    void fillsInTheTimeThatItsRateTakesForItsCapacity() {
        assertThat(Limit.perSecond(3).fillMillis()).isEqualTo(1_000);
        assertThat(Limit.perSecond(3).withBurst(7).fillMillis()).isEqualTo(2_334);
        assertThat(Limit.parse("0.1/s").fillMillis()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void refusesNoughtAndLess(Algorithm algorithm) {
        for (long number : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Limit(algorithm, "", number, number, 1_000))
                    .withMessageStartingWith("capacity " + number + " is out of range; accepted are 1 to ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Limit(algorithm, "", 1, 1, number))
                    .withMessageStartingWith("period in ms " + number + " is out of range; accepted are 1 to ");
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void refusesWindowsOverFourHundredDays(Algorithm algorithm) {
        // The sliding counter looks at two windows, which together last no longer.
        long days = algorithm == Algorithm.SLIDING_WINDOW_COUNTER ? 200 : 400;
        Duration longest = Duration.ofDays(days);
        assertThat(limit(algorithm, 1, longest).fillMillis()).isEqualTo(longest.toMillis());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(algorithm, 1, longest.plusMillis(1)))
                .withMessageContaining("period in ms " + (longest.toMillis() + 1))
                .withMessageContaining("1 to " + longest.toMillis());
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"TOKEN", "LEAKY"})
    void refusesBucketsThatFillInMoreThanFourHundredDays(Algorithm algorithm) {
        Duration day = Duration.ofDays(1);
        assertThat(Limit.bucket(algorithm, 400, 1, day).fillMillis()).isEqualTo(Limit.MAX_MILLIS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.bucket(algorithm, 401, 1, day))
                .withMessageContaining("capacity 401 at 1 per 86400000 ms")
                .withMessageContaining("400 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.bucket(algorithm, 1_000_000_000_000_000L, 1, day))
                .withMessageContaining("400 days");
    }

    @Test
    void refusesLogsOverTenThousand() {
        assertThat(limit(Algorithm.SLIDING_WINDOW_LOG, 10_000, SECOND).capacity())
                .isEqualTo(10_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(Algorithm.SLIDING_WINDOW_LOG, 10_001, SECOND))
                .withMessage("capacity 10001 is out of range; accepted are 1 to 10000");
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"TOKEN", "LEAKY", "SLIDING_WINDOW_COUNTER"})
    void refusesWhatWouldPassTwoToThe53(Algorithm algorithm) {
        long most = (1L << 51) / 1_009;
        assertThat(limit(algorithm, most, Duration.ofMillis(1_009)).permits()).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(algorithm, most + 1, Duration.ofMillis(1_009)))
                .withMessageContaining((most + 1) + " per 1009 ms")
                .withMessageContaining("at most " + (1L << 51));
    }

    @Test
    void keepsEveryProductOfTheArithmeticBelowTwoToThe53() {
        SplittableRandom random = new SplittableRandom(2);
        int made = 0;
        while (made < 10_000) {
            long period = 1 + random.nextLong(1L << random.nextInt(1, 36));
            long permits = 1 + random.nextLong(1L << random.nextInt(1, 50));
            long capacity = 1 + random.nextLong(1L << random.nextInt(1, 50));
            try {
                Limit limit = Limit.bucket(Algorithm.TOKEN, capacity, permits, Duration.ofMillis(period));
                BigInteger product =
                        BigInteger.valueOf(limit.permits()).multiply(BigInteger.valueOf(limit.periodMillis()));
                assertThat(product.add(BigInteger.valueOf(limit.periodMillis())))
                        .isLessThan(BigInteger.valueOf(TWO_TO_53));
                assertThat(limit.fillMillis()).isBetween(1L, Limit.MAX_MILLIS);
                made++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching(".*(out of range|too large|400 days).*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"FIXED_WINDOW", "SLIDING_WINDOW_LOG", "SLIDING_WINDOW_COUNTER"})
    void windowsHaveNoBurst(Algorithm algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(algorithm, 10, SECOND).withBurst(20))
                .withMessageContaining("a " + algorithm.id() + " has no burst: capacity 20 must equal the limit 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.0005S", "PT1.0000001S"})
    void refusesPartsOfAMillisecond(Duration period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.of(1, period))
                .withMessageContaining(period.toString())
                .withMessageContaining("whole number of milliseconds");
    }

    @Test
    void refusesDurationsThatNoLongHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.of(1, Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageContaining("400 days");
    }

    @Test
    void countsLikeOneOfAnotherName() {
        Limit limit = Limit.perSecond(10);
        assertThat(limit.named("burst").countsLike(limit)).isTrue();
        assertThat(limit.named("burst").stamp()).isEqualTo("10 1/100").isEqualTo(limit.stamp());
        assertThat(limit.withBurst(20).countsLike(limit)).isFalse();
    }

    @Test
    void goesByTheCalendarOnlyAsAFixedWindow() {
        assertThat(Limit.window(10, MONTH).algorithm()).isEqualTo(Algorithm.FIXED_WINDOW);
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm != Algorithm.FIXED_WINDOW) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Limit(algorithm, "", 10, 10, 1_000, MONTH))
                        .withMessageContaining(algorithm.id())
                        .withMessageContaining("month 1 Europe/Berlin")
                        .withMessageContaining("fixed_window");
            }
        }
    }

    @Test
    void keepsItsCalendarUnderAnotherNameAndSize() {
        Limit limit = Limit.window(10, MONTH);
        assertThat(limit.named("a").sized(20)).isEqualTo(Limit.window(20, MONTH).named("a"));
        assertThat(limit.named("a").countsLike(limit)).isTrue();
        assertThat(limit.countsLike(Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofDays(31))))
                .isFalse();
        assertThat(limit.stamp()).isEqualTo("10 10/month 1 Europe/Berlin");
        assertThat(limit.fillText()).isEqualTo("month");
        assertThat(Limit.perSecond(3).sized(7)).isEqualTo(Limit.perSecond(3).withBurst(7));
    }

    private static Limit limit(Algorithm algorithm, long limit, Duration period) {
        return algorithm.windowed()
                ? Limit.window(algorithm, limit, period)
                : Limit.bucket(algorithm, limit, limit, period);
    }
}
