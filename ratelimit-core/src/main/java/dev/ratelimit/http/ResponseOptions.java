package dev.ratelimit.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What settings can change in a response. {@code ResponseOptions.defaults().withStatus(503)}.
 *
 * @param shown which header lines are sent
 * @param names other names for standard header lines, by the standard name
 * @param status the status of a request over its limit, 400 to 599; 429 by default
 * @param text what such a response says: the whole plain-text body, and the {@code detail} of the JSON one. Null for
 *     {@code rate limit exceeded} and a detail that names the limit and the wait
 */
public record ResponseOptions(
        ShownHeaders shown,
        Map<String, String> names,
        int status,
        @Nullable String text) {

    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";
    static final String X_LIMIT = "X-RateLimit-Limit";
    static final String X_REMAINING = "X-RateLimit-Remaining";
    static final String X_RESET = "X-RateLimit-Reset";
    static final String X_ALGORITHM = "X-RateLimit-Algorithm";
    static final String RETRY_AFTER = "Retry-After";

    private static final List<String> RENAMEABLE = List.of(POLICY, STATE, X_LIMIT, X_REMAINING, X_RESET, X_ALGORITHM);

    /** Refuses a status that is no error, and names that are not header names. */
    public ResponseOptions {
        names = Map.copyOf(names);
        names.forEach(ResponseOptions::requireNames);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "status " + status + " of a refusal is out of range; accepted are 400 to 599");
        }
    }

    /** All headers under their standard names, status 429, standard texts. */
    public static ResponseOptions defaults() {
        return new ResponseOptions(ShownHeaders.ALL, Map.of(), 429, null);
    }

    /** The same with other header lines. */
    public ResponseOptions withShown(ShownHeaders shown) {
        return new ResponseOptions(shown, names, status, text);
    }

    /**
     * The same with another name for one header line.
     *
     * @param standard one of {@code RateLimit-Policy}, {@code RateLimit}, {@code X-RateLimit-Limit},
     *     {@code X-RateLimit-Remaining}, {@code X-RateLimit-Reset}, {@code X-RateLimit-Algorithm}
     */
    public ResponseOptions withName(String standard, String name) {
        Map<String, String> changed = new LinkedHashMap<>(names);
        changed.put(standard, name);
        return new ResponseOptions(shown, changed, status, text);
    }

    /** The same with another status for a request over its limit, 400 to 599. */
    public ResponseOptions withStatus(int status) {
        return new ResponseOptions(shown, names, status, text);
    }

    /** The same with another text for a request over its limit. */
    public ResponseOptions withText(String text) {
        return new ResponseOptions(shown, names, status, text);
    }

    String name(String standard) {
        return names.getOrDefault(standard, standard);
    }

    private static void requireNames(String standard, String name) {
        if (!RENAMEABLE.contains(standard)) {
            throw new IllegalArgumentException("header \"" + standard + "\" cannot be given another name; accepted are "
                    + String.join(", ", RENAMEABLE));
        }
        Subjects.requireToken("header", name);
    }
}
