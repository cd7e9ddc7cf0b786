package dev.ratelimit.rule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the condition {@code time}: {@code {"days": ["MON-FRI"], "from": "08:00", "to": "18:00", "zone": "Europe/Berlin"}}. */
final class TimeReader {

    private static final List<String> KNOWN = List.of("days", "from", "to", "zone");
    private static final String DAYS = "days such as MON or MON-FRI";
    private static final String TIMES = "times such as 08:00, from 00:00 to 24:00";
    static final String ZONES = "zones such as UTC, Europe/Berlin or +02:00";
    private static final Pattern SPAN = Pattern.compile("([A-Z]{3})(?:-([A-Z]{3}))?");

    private TimeReader() {}

    /** The condition, or null when something in it was reported. */
    static @Nullable Condition read(Node node) {
        int before = node.faults().size();
        if (!node.isObjectOf(KNOWN, "a time")) {
            return null;
        }
        if (node.json().isEmpty()) {
            node.fault("the time is empty; accepted are " + String.join(", ", KNOWN));
        }
        Set<DayOfWeek> days = days(node.field("days"));
        int from = second(node.field("from"), 0);
        int to = second(node.field("to"), TimeIn.DAY);
        ZoneId zone = Objects.requireNonNullElse(node.field("zone").text(ZONES, TimeReader::zone), ZoneId.of("UTC"));
        return node.faults().size() > before ? null : node.attempt(() -> new TimeIn(days, from, to, zone));
    }

    private static Set<DayOfWeek> days(Node field) {
        if (!field.present()) {
            return TimeIn.everyDay();
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        field.each(DAYS, TimeReader::span).forEach(days::addAll);
        return days;
    }

    /** The days of {@code MON-FRI}; a span may go over the end of the week. */
    private static Set<DayOfWeek> span(String text) {
        Matcher span = SPAN.matcher(text.toUpperCase(Locale.ROOT));
        if (!span.matches()) {
            throw unknown(text, DAYS);
        }
        DayOfWeek day = day(span.group(1), text);
        DayOfWeek last = span.group(2) == null ? day : day(span.group(2), text);
        Set<DayOfWeek> days = EnumSet.of(day);
        while (day != last) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }

    private static DayOfWeek day(String word, String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(word))
                .findFirst()
                .orElseThrow(() -> unknown(text, DAYS));
    }

    private static int second(Node field, int fallback) {
        return Objects.requireNonNullElse(field.text(TIMES, TimeReader::second), fallback);
    }

    private static int second(String text) {
        if (text.equals("24:00")) {
            return TimeIn.DAY;
        }
        try {
            return LocalTime.parse(text).toSecondOfDay();
        } catch (DateTimeException e) {
            throw unknown(text, TIMES);
        }
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw unknown(text, ZONES);
        }
    }

    static IllegalArgumentException unknown(String text, String accepted) {
        return new IllegalArgumentException("\"" + text + "\" is unknown; accepted are " + accepted);
    }
}
