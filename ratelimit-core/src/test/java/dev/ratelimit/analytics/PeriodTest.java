package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:30:30Z");

    private static Period period(@Nullable String from, @Nullable String to, @Nullable String step) {
        Period.Wanted wanted = new Period.Wanted(
                from == null ? null : Instant.parse(from),
                to == null ? null : Instant.parse(to),
                step == null ? null : Duration.parse(step));
        return Period.of(wanted, NOW, new MemoryAnalytics());
    }

    @Test
    void theLastHourByMinutesIsUsual() {
        Period period = period(null, null, null);
        assertThat(period.from()).isEqualTo("2026-11-27T19:30:00Z");
        assertThat(period.to()).isEqualTo("2026-11-27T20:31:00Z");
        assertThat(period.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(period.points()).isEqualTo(61);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T18:00:00Z, 2026-11-27T19:00:00Z, PT1M, MINUTE, 60",
        "2026-11-27T18:00:00Z, 2026-11-27T19:00:00Z, PT7M, MINUTE, 9",
        "2026-11-27T18:00:00Z, 2026-11-27T19:00:00Z, PT1H, HOUR, 1",
        "2026-11-27T18:20:00Z, 2026-11-27T19:20:00Z, PT1H, HOUR, 2",
        "2026-11-26T00:00:00Z, 2026-11-27T00:00:00Z, PT6H, HOUR, 4",
        "2026-11-26T00:00:00Z, 2026-11-27T00:00:00Z,     , HOUR, 24",
        "2026-11-27T20:00:00Z, 2026-11-28T20:00:00Z, PT1M, MINUTE, 31",
        "2026-11-28T20:00:00Z,                     , PT1M, MINUTE, 1"
    })
    void countsComeInWholeSteps(String from, @Nullable String to, @Nullable String step, Unit unit, int points) {
        Period period = period(from, to, step);
        assertThat(period.span().unit()).isEqualTo(unit);
        assertThat(period.points()).isEqualTo(points);
    }

    @Test
    void aMinuteBelongsToItsStep() {
        Period period = period("2026-11-27T18:00:00Z", "2026-11-27T19:00:00Z", "PT7M");
        long minute = Unit.MINUTE.of(Instant.parse("2026-11-27T18:13:59Z"));
        assertThat(period.point(minute)).isEqualTo(1);
        assertThat(period.point(minute + 1)).isEqualTo(2);
        assertThat(period.start(2)).isEqualTo("2026-11-27T18:14:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T19:00:00Z, 2026-11-27T19:00:00Z, PT1M, is not before to",
        "2026-11-28T19:00:00Z, 2026-11-28T18:00:00Z, PT1M, is not before to",
        "2026-11-20T19:00:00Z,                     , PT1H, counts are kept from 2026-11-25T20:30:30Z on",
        "2026-11-26T19:00:00Z,                     , PT5M, whole hours where from is before 2026-11-27T17:30:30Z",
        "2026-11-27T19:00:00Z,                     , PT30S, accepted are whole minutes",
        "2026-11-27T19:00:00Z,                     , PT0S, accepted are whole minutes",
        "2026-11-27T19:00:00Z,                     , -PT1M, accepted are whole minutes",
    })
    void whatIsNotKeptIsRefused(String from, @Nullable String to, String step, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> period(from, to, step))
                .withMessageContaining(message);
    }
}
