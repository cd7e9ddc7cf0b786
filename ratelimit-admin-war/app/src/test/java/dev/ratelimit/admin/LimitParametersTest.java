package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Limit;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user's own limit beside a default that goes by the calendar. */
class LimitParametersTest {

    private static final Limit MONTHLY = Limit.window(10, CalendarWindow.month(ZoneId.of("Europe/Berlin"), 1));

    @Test
    void keepsTheCalendarWhereNoWindowIsGiven() {
        assertThat(read(Map.of("limit", "50"))).isEqualTo(Map.of("limit", "50", "window", "month", "custom", "1"));
    }

    @Test
    void takesAWindowInItsPlace() {
        assertThat(read(Map.of("limit", "50", "window", "1d")))
                .isEqualTo(Map.of("limit", "50", "window", "86400000", "custom", "1"));
        assertThat(read(Map.of("window", "1d"))).isEqualTo(Map.of("limit", "10", "window", "86400000", "custom", "1"));
    }

    private static Map<String, String> read(Map<String, String> given) {
        Map<String, List<String>> parameters = new HashMap<>();
        given.forEach((name, value) -> parameters.put(name, List.of(value)));
        return LimitParameters.read(parameters, MONTHLY);
    }
}
