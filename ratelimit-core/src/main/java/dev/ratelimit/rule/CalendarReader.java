package dev.ratelimit.rule;

import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.CalendarWindow.Unit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the window of a limit that goes by the calendar: {@code "calendar": "month", "zone": "Europe/Berlin", "anchor": 1}.
 */
final class CalendarReader {

    static final List<String> FIELDS = List.of("calendar", "zone", "anchor");

    private static final String UNITS = String.join(", ", Choice.words(Unit.class));
    private static final String TIMES = "times of a whole minute such as 06:00, or hours 0 to 23";
    private static final String DAYS = "MON to SUN, or 1 to 7";
    private static final int HOUR = 60;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private CalendarReader() {}

    /** The window, or null when the limit gives none or something in it was reported. */
    static @Nullable CalendarWindow read(Node limit) {
        if (!limit.has("calendar")) {
            List.of("zone", "anchor").forEach(name -> refuseAlone(limit.field(name)));
            return null;
        }
        if (limit.has("window")) {
            Node window = limit.field("window");
            window.fault(window.shown() + " is given beside calendar; accepted is one of them");
        }
        Unit unit = limit.field("calendar").choice(Unit.class);
        ZoneId zone = limit.field("zone").text(TimeReader.ZONES, TimeReader::zone);
        if (unit == null) {
            return null;
        }
        Integer anchor = anchor(limit.field("anchor"), unit);
        return anchor == null ? null : new CalendarWindow(unit, Objects.requireNonNullElse(zone, UTC), anchor);
    }

    private static void refuseAlone(Node field) {
        if (field.present()) {
            field.fault(field.shown() + " is given without a calendar; accepted are " + UNITS + " as the calendar");
        }
    }

    private static @Nullable Integer anchor(Node field, Unit unit) {
        if (!field.present()) {
            return unit.firstAnchor();
        }
        return switch (unit) {
            case DAY -> field.json().isNumber() ? hours(field) : field.text(TIMES, CalendarReader::minute);
            case WEEK -> field.json().isNumber() ? number(field, 1, 7) : field.text(DAYS, CalendarReader::day);
            case MONTH -> number(field, 1, 31);
        };
    }

    private static @Nullable Integer hours(Node field) {
        Integer hours = number(field, 0, 23);
        return hours == null ? null : HOUR * hours;
    }

    private static @Nullable Integer number(Node field, long least, long most) {
        Long number = Numbers.whole(field, least, most);
        return number == null ? null : number.intValue();
    }

    private static int minute(String text) {
        try {
            return CalendarWindow.day(UTC, LocalTime.parse(text)).anchor();
        } catch (DateTimeException e) {
            throw TimeReader.unknown(text, TIMES);
        }
    }

    private static int day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).equalsIgnoreCase(text)) {
                return day.getValue();
            }
        }
        throw TimeReader.unknown(text, DAYS);
    }
}
