package dev.ratelimit.limit;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in rules and settings. */
public final class Durations {

    /** What {@link #parse} accepts, for error messages. */
    public static final String ACCEPTED = "250ms, 10s, 1m, 1h, 1d or ISO-8601 such as PT1M30S";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * Reads {@code 250ms}, {@code 10s}, {@code 1m}, {@code 1h}, {@code 1d} (24 hours) or the ISO-8601 time part.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            return unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
        }
        if (text.startsWith("PT")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not a duration; accepted are " + ACCEPTED, e);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a duration; accepted are " + ACCEPTED);
    }

    /** The shortest text that {@link #parse} reads back as {@code millis}: 60,000 is {@code 1m}. */
    public static String format(long millis) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long length = unit(unit).toMillis();
            if (millis >= length && millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }

    private static Duration unit(String word) {
        Duration unit = UNITS.get(word);
        if (unit == null) {
            throw new IllegalArgumentException("\"" + word + "\" is not a unit of time; accepted are ms, s, m, h, d");
        }
        return unit;
    }
}
