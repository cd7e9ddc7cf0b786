package dev.ratelimit.config;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.limit.Limit;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of settings. What they refuse is an {@link IllegalArgumentException} with the text and what is accepted. */
final class Values {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,16}(?:\\.\\d{1,9})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)(passw(?:or)?d=)[^&#]*");
    /** After a scheme, or at the beginning: a colon after a name, or after none, and something that is no number. */
    private static final Pattern NO_PORT =
            Pattern.compile("((?:^|://)[^:/,?#]*:)(?!//)(?!\\d{1,5}(?:[/,?#]|$))[^/,?#]+");

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration SHORTEST_IDLE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMillis(Limit.MAX_MILLIS);

    private Values() {}

    static Function<String, Long> whole(long least, long most) {
        return text -> {
            boolean number = WHOLE.matcher(text).matches();
            if (!number || Long.parseLong(text) < least || Long.parseLong(text) > most) {
                throw refused(text, "whole numbers from " + least + " to " + most);
            }
            return Long.valueOf(text);
        };
    }

    static BigDecimal rate(String text) {
        BigDecimal rate = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
        if (rate.signum() == 0) {
            throw refused(text, "units per second above 0 with at most 9 decimals, such as 5 or 0.1");
        }
        return rate;
    }

    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw refused(text, "1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return text;
    }

    static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw refused(text, "paths of files");
        }
    }

    static Boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(text, "true and false");
        }
        return Boolean.valueOf(text);
    }

    static Algorithm algorithm(String text) {
        return Algorithm.find(text).orElseThrow(() -> refused(text, Algorithm.accepted()));
    }

    static Duration window(String text) {
        return between(text, SHORTEST, LONGEST, "1ms to 400d");
    }

    static Duration idle(String text) {
        return between(text, SHORTEST_IDLE, LONGEST, "1m to 400d");
    }

    static Duration budget(String text) {
        return between(text, SHORTEST, Duration.ofSeconds(10), "1ms to 10s");
    }

    /** A comma-separated list; entries may be surrounded by blanks, and none may be empty. */
    static <T> Function<String, List<T>> list(Function<String, T> reader) {
        return text -> Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(reader)
                .toList();
    }

    /**
     * What stands before the last at sign becomes three stars, the scheme aside; so does what a parameter gives as a password,
     * and what stands where a port should and is none.
     */
    static String withoutPassword(String address) {
        int at = address.lastIndexOf('@');
        int scheme = address.indexOf("://");
        int start = scheme < 0 || scheme > at ? 0 : scheme + 3;
        String named = at < 0 ? address : address.substring(0, start) + "***" + address.substring(at);
        String written = PASSWORD_PARAMETER.matcher(named).replaceAll("$1***");
        return at < 0 ? NO_PORT.matcher(written).replaceAll("$1***") : written;
    }

    private static Duration between(String text, Duration shortest, Duration longest, String accepted) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw refused(text, accepted);
        }
        return duration;
    }

    static IllegalArgumentException refused(String text, String accepted) {
        return new IllegalArgumentException("\"" + text + "\" cannot be used; accepted are " + accepted);
    }
}
