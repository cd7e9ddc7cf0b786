package dev.ratelimit.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Callers from the values that requests carry. */
final class Subjects {

    private static final int LONGEST = 256;
    private static final Pattern RESERVED = Pattern.compile("(?:ip|key|cookie|session|user):.*", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Subjects() {}

    static @Nullable Caller user(RequestFacts request, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST) {
            return secret(request.hashed("user", value));
        }
        return new Caller(RESERVED.matcher(value).matches() ? "user:" + value : value, true);
    }

    static @Nullable Caller secret(@Nullable String hashed) {
        return hashed == null ? null : new Caller(hashed, true);
    }

    static @Nullable Caller address(@Nullable String ipSubject) {
        return ipSubject == null ? null : new Caller("ip:" + ipSubject, false);
    }

    /** What RFC 9110 allows as the name of a header, and RFC 6265 as that of a cookie. */
    static void requireToken(String what, String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a " + what
                    + "; accepted are letters, digits and !#$%&'*+.^_`|~-");
        }
    }

    static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the " + what + " \"" + name + "\" is blank; accepted is any other text");
        }
    }
}
