package dev.ratelimit.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Limit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user's record says where rule {@code default} goes by the calendar. */
class ProfileTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Limit MONTHLY =
            Limit.window(10, CalendarWindow.month(BERLIN, 15)).named("month");
    private static final Limit DAILY = Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofDays(31));

    @Test
    void saysTheCalendarInAWord() {
        assertThat(Profile.limitFields(MONTHLY)).isEqualTo(Map.of("limit", "10", "window", "month"));
    }

    @Test
    void anAutomaticRecordLeavesTheCalendarAlone() {
        assertThat(Profile.of(Profile.limitFields(MONTHLY)).apply(MONTHLY, 0)).isEqualTo(MONTHLY);
    }

    @Test
    void aUsersOwnLimitMayBeOfTheDefaultsCalendar() {
        Map<String, String> fields = Profile.customFields(MONTHLY.sized(50), MONTHLY);
        assertThat(custom(fields).apply(MONTHLY, 0)).isEqualTo(MONTHLY.sized(50));
    }

    @Test
    void aUsersOwnWindowTakesThePlaceOfTheCalendar() {
        Map<String, String> fields = Profile.customFields(DAILY.sized(50), MONTHLY);
        assertThat(fields).isEqualTo(Map.of("limit", "50", "window", "2678400000", "custom", "1"));
        assertThat(custom(fields).apply(MONTHLY, 0)).isEqualTo(DAILY.sized(50).named("month"));
    }

    @Test
    void aCalendarThatTheDefaultNoLongerHasIsNone() {
        Map<String, String> fields = Profile.customFields(MONTHLY.sized(50), MONTHLY);
        Limit weekly = Limit.window(10, CalendarWindow.week(BERLIN, DayOfWeek.MONDAY));
        assertThat(custom(fields).apply(weekly, 0)).isEqualTo(weekly);
        assertThat(custom(fields).apply(DAILY, 0)).isEqualTo(DAILY);
    }

    @Test
    void refusesACalendarThatARecordCannotSay() {
        Limit elsewhere = Limit.window(10, CalendarWindow.month(ZoneId.of("UTC"), 15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profile.customFields(elsewhere, MONTHLY))
                .withMessageContaining("month 15 UTC")
                .withMessageContaining("1 ms to 400 days");
    }

    private static Profile custom(Map<String, String> fields) {
        Map<String, String> record = new HashMap<>(fields);
        record.put("custom", "1");
        return Profile.of(record);
    }
}
