package dev.ratelimit.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an {@code Accept} header asks for, as far as a refusal offers a choice. */
final class Accept {

    private static final Pattern RANGE = Pattern.compile("\\s*+(?<type>[^;\\s]++)\\s*+(?:;(?<parameters>.*+))?+");
    private static final Pattern REFUSED = Pattern.compile("(?:^|;)\\s*+q\\s*+=\\s*+0(?:\\.0*+)?+\\s*+(?:;|$)");
    private static final Pattern JSON = Pattern.compile("application/(?:\\*|json|[^/]++(?<=\\+json))");
    private static final Pattern PLAIN = Pattern.compile("text/(?:\\*|plain)");

    private Accept() {}

    /** Whether plain text is asked for by name and JSON is not; nothing and {@code *}{@code /*} ask for neither. */
    static boolean plainText(@Nullable String accept) {
        return accept != null && asks(accept, PLAIN) && !asks(accept, JSON);
    }

    private static boolean asks(String accept, Pattern type) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .filter(range -> type.matcher(range.group("type")).matches())
                .anyMatch(range -> !refused(range.group("parameters")));
    }

    private static boolean refused(@Nullable String parameters) {
        return parameters != null && REFUSED.matcher(parameters).find();
    }
}
