package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.limit.CalendarWindow.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the windows of a calendar begin and end. */
class CalendarWindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Zones with half hours, changes at midnight, just after it and by half an hour, and a day that is missing. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "America/St_Johns",
            "America/Havana",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Asia/Beirut",
            "Africa/Cairo",
            "Pacific/Apia",
            "Pacific/Kiritimati");

    @ParameterizedTest
    @CsvSource({
        // Clocks in Berlin go forward on 29 March 2026 and back on 25 October.
        "DAY, 0, 2026-03-28T12:00:00Z, 2026-03-27T23:00:00Z, 2026-03-28T23:00:00Z, 24",
        "DAY, 0, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 23",
        "DAY, 0, 2026-03-30T12:00:00Z, 2026-03-29T22:00:00Z, 2026-03-30T22:00:00Z, 24",
        "DAY, 0, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 25",
        "DAY, 0, 2026-10-26T12:00:00Z, 2026-10-25T23:00:00Z, 2026-10-26T23:00:00Z, 24",
        // 02:30 does not exist on the one day, and comes twice on the other.
        "DAY, 150, 2026-03-29T00:59:59.999Z, 2026-03-28T01:30:00Z, 2026-03-29T01:00:00Z, 23.5",
        "DAY, 150, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z, 23.5",
        "DAY, 150, 2026-10-25T00:29:59.999Z, 2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z, 24",
        "DAY, 150, 2026-10-25T01:30:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z, 25",
        "WEEK, 1, 2026-03-26T12:00:00Z, 2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z, 167",
        "WEEK, 1, 2026-10-20T12:00:00Z, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z, 169",
        "WEEK, 7, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-04-04T22:00:00Z, 167",
        "WEEK, 3, 2026-12-31T12:00:00Z, 2026-12-29T23:00:00Z, 2027-01-05T23:00:00Z, 168",
        "MONTH, 1, 2026-03-31T12:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z, 743",
        "MONTH, 1, 2026-10-01T12:00:00Z, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z, 745",
        "MONTH, 1, 2026-12-31T22:59:59.999Z, 2026-11-30T23:00:00Z, 2026-12-31T23:00:00Z, 744",
        "MONTH, 1, 2026-12-31T23:00:00Z, 2026-12-31T23:00:00Z, 2027-01-31T23:00:00Z, 744",
        "MONTH, 15, 2026-03-14T22:59:59.999Z, 2026-02-14T23:00:00Z, 2026-03-14T23:00:00Z, 672",
        "MONTH, 15, 2026-03-14T23:00:00Z, 2026-03-14T23:00:00Z, 2026-04-14T22:00:00Z, 743",
    })
    void followsTheClocksOfBerlin(Unit unit, int anchor, Instant now, Instant start, Instant end, double hours) {
        assertWindow(new CalendarWindow(unit, BERLIN, anchor), now, start, end);
        assertThat(Duration.between(start, end).toMinutes()).isEqualTo((long) (60 * hours));
    }

    @ParameterizedTest
    @CsvSource({
        // 2024 has a 29 February, 2026 and 2100 have none.
        "1, 2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "29, 2024-02-28T12:00:00Z, 2024-01-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "29, 2026-02-28T12:00:00Z, 2026-02-28T00:00:00Z, 2026-03-29T00:00:00Z",
        "29, 2100-02-28T12:00:00Z, 2100-02-28T00:00:00Z, 2100-03-29T00:00:00Z",
        "31, 2026-01-31T00:00:00Z, 2026-01-31T00:00:00Z, 2026-02-28T00:00:00Z",
        "31, 2026-03-30T23:59:59.999Z, 2026-02-28T00:00:00Z, 2026-03-31T00:00:00Z",
        "31, 2026-04-30T12:00:00Z, 2026-04-30T00:00:00Z, 2026-05-31T00:00:00Z",
        "31, 2026-12-31T12:00:00Z, 2026-12-31T00:00:00Z, 2027-01-31T00:00:00Z",
    })
    void aShorterMonthBeginsOnItsLastDay(int anchor, Instant now, Instant start, Instant end) {
        assertWindow(CalendarWindow.month(UTC, anchor), now, start, end);
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks of São Paulo went from 23:59 to 01:00, those of Havana show 00:30 twice, and those of St John's
        // went back from 00:01 to the day before. Samoa had no 30 December in 2011.
        "America/Sao_Paulo, 2017-10-15T12:00:00Z, 2017-10-15T03:00:00Z, 2017-10-16T02:00:00Z",
        "America/Sao_Paulo, 2017-10-15T02:59:59.999Z, 2017-10-14T03:00:00Z, 2017-10-15T03:00:00Z",
        "America/Sao_Paulo, 2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
        "America/Havana, 2026-11-01T05:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "America/St_Johns, 2010-11-07T03:00:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
        "Pacific/Apia, 2011-12-30T09:59:59.999Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "Pacific/Apia, 2011-12-28T10:00:00Z, 2011-12-28T10:00:00Z, 2011-12-29T10:00:00Z",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    })
    void aDayWithoutAMidnightBeginsAfterTheGapAndOneWithTwoAtTheFirst(
            ZoneId zone, Instant now, Instant start, Instant end) {
        assertWindow(CalendarWindow.day(zone, LocalTime.MIDNIGHT), now, start, end);
    }

    @Test
    void beginsWhenTheClocksOfTheZoneFirstShowTheAnchor() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            CalendarWindow window = any(random);
            long now = random.nextLong(Instant.parse("1975-01-01T00:00:00Z").toEpochMilli(), 4_000_000_000_000L);
            long start = window.start(now);
            LocalDate day = LocalDateTime.ofInstant(Instant.ofEpochMilli(start), window.zone())
                    .toLocalDate();

            assertThat(start).as("%s at %s", window, Instant.ofEpochMilli(now)).isEqualTo(begin(window, day));
        }
    }

    @Test
    void windowsFollowOneAnotherWithoutAGap() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 20_000; i++) {
            CalendarWindow window = any(random);
            long now = random.nextLong(4_000_000_000_000L);
            long start = window.start(now);
            long end = window.end(now);

            assertThat(start).isLessThanOrEqualTo(now);
            assertThat(end).as("%s at %s", window, now).isGreaterThan(now);
            assertThat(window.start(start)).isEqualTo(start);
            assertThat(window.end(start)).isEqualTo(end);
            assertThat(window.start(end - 1)).isEqualTo(start);
            assertThat(window.end(end - 1)).isEqualTo(end);
            assertThat(window.start(end)).isEqualTo(end);
            assertThat(window.nextEnd(now)).isEqualTo(window.end(end)).isGreaterThan(end);
            assertThat(end - start).isBetween(window.nominalMillis() * 8 / 10, window.nominalMillis() + 60 * MINUTE);
        }
    }

    @Test
    void isShownAsRulesSayIt() {
        assertThat(CalendarWindow.day(BERLIN, LocalTime.of(6, 0))).hasToString("day 06:00 Europe/Berlin");
        assertThat(CalendarWindow.week(ZoneOffset.ofHours(2), DayOfWeek.SUNDAY)).hasToString("week SUN +02:00");
        assertThat(CalendarWindow.month(UTC, 31)).hasToString("month 31 UTC");
    }

    @Test
    void equalsOneOfTheSameUnitZoneAndAnchor() {
        CalendarWindow month = CalendarWindow.month(BERLIN, 1);
        month.start(0);
        assertThat(month).isEqualTo(CalendarWindow.month(BERLIN, 1)).hasSameHashCodeAs(CalendarWindow.month(BERLIN, 1));
        assertThat(month)
                .isNotEqualTo(CalendarWindow.month(BERLIN, 2))
                .isNotEqualTo(CalendarWindow.month(UTC, 1))
                .isNotEqualTo(CalendarWindow.week(BERLIN, DayOfWeek.MONDAY));
    }

    @ParameterizedTest
    @CsvSource({"DAY, -1, 0 to 1439", "DAY, 1440, 0 to 1439", "WEEK, 0, 1 to 7", "WEEK, 8, 1 to 7", "MONTH, 0, 1 to 31"
    })
    void refusesAnAnchorThatIsNone(Unit unit, int anchor, String accepted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarWindow(unit, UTC, anchor))
                .withMessageContaining("anchor " + anchor)
                .withMessageContaining(accepted);
    }

    @Test
    void refusesPartsOfAMinute() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalendarWindow.day(UTC, LocalTime.of(6, 0, 1)))
                .withMessageContaining("06:00:01")
                .withMessageContaining("00:00 to 23:59");
    }

    private static void assertWindow(CalendarWindow window, Instant now, Instant start, Instant end) {
        assertThat(Instant.ofEpochMilli(window.start(now.toEpochMilli()))).isEqualTo(start);
        assertThat(Instant.ofEpochMilli(window.end(now.toEpochMilli()))).isEqualTo(end);
        assertThat(window.nextEnd(now.toEpochMilli())).isEqualTo(window.end(end.toEpochMilli()));
    }

    private static CalendarWindow any(SplittableRandom random) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        return switch (random.nextInt(3)) {
            case 0 -> new CalendarWindow(Unit.DAY, zone, random.nextBoolean() ? 0 : random.nextInt(1_440));
            case 1 -> new CalendarWindow(Unit.WEEK, zone, 1 + random.nextInt(7));
            default -> new CalendarWindow(Unit.MONTH, zone, 1 + random.nextInt(31));
        };
    }

    /** The window's begin that is meant with a day, found by looking at the clock in each minute around it. */
    private static long begin(CalendarWindow window, LocalDate day) {
        LocalDateTime anchor = switch (window.unit()) {
            case DAY -> day.atTime(window.anchor() / 60, window.anchor() % 60);
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(window.anchor())))
                        .atStartOfDay();
            case MONTH ->
                day.withDayOfMonth(Math.min(window.anchor(), day.lengthOfMonth()))
                        .atStartOfDay();
        };
        long at = anchor.toInstant(ZoneOffset.ofHours(16)).toEpochMilli();
        while (LocalDateTime.ofInstant(Instant.ofEpochMilli(at), window.zone()).isBefore(anchor)) {
            at += MINUTE;
        }
        return at;
    }
}
