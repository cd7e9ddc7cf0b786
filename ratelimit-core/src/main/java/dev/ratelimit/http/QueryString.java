package dev.ratelimit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, read as forms write them (UTF-8, {@code +} is a blank). Takes any text. */
public record QueryString(@Nullable String text) {

    /** The first value of a parameter, {@code ""} when it is named without one; null when it is not named. */
    public @Nullable String first(String name) {
        String rest = Objects.requireNonNullElse(text, "");
        while (!rest.isEmpty()) {
            int end = rest.indexOf('&') < 0 ? rest.length() : rest.indexOf('&');
            String pair = rest.substring(0, end);
            int equals = pair.indexOf('=') < 0 ? end : pair.indexOf('=');
            if (decoded(pair.substring(0, equals)).equals(name)) {
                return decoded(pair.substring(Math.min(equals + 1, end)));
            }
            rest = rest.substring(Math.min(end + 1, rest.length()));
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A malformed escape stands for itself: still one value, counted as one.
            return text;
        }
    }
}
