package dev.ratelimit.config;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name its name as an init-param, such as {@code redisAddr}
 * @param fallback the text that is read when it is not given; null where nothing stands for it
 * @param meaning a line for the table in the README
 * @param reader makes the value; its {@link IllegalArgumentException} names the text, unless it is secret, and what is
 *     accepted
 */
record Setting<T>(String name, @Nullable String fallback, String meaning, Function<String, T> reader) {

    static final String PROPERTY_PREFIX = "ratelimit.";
    static final String ENVIRONMENT_PREFIX = "RATELIMIT_";

    private static final Pattern UPPER_CASE = Pattern.compile("(?=[A-Z])");

    /** Its name as a system property: {@code ratelimit.redisAddr}. */
    String property() {
        return PROPERTY_PREFIX + name;
    }

    /** Its name as an environment variable: {@code RATELIMIT_REDIS_ADDR}. */
    String environment() {
        return ENVIRONMENT_PREFIX + UPPER_CASE.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
