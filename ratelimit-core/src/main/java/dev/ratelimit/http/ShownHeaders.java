package dev.ratelimit.http;

import java.util.Locale;

/** Which of the standard lines a response shows. */
public enum ShownHeaders {
    /** All; the default. */
    ALL,
    /** {@code RateLimit-Policy}, {@code RateLimit} and {@code Retry-After}. */
    IETF,
    /** The {@code X-RateLimit-} lines and {@code Retry-After}. */
    X,
    /** None at all, not even {@code Retry-After}. */
    NONE;

    /** The word used in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the setting: {@code all}, {@code ietf}, {@code x} or {@code none}, in any case.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static ShownHeaders parse(String text) {
        return Words.choose("a choice of headers", text, values(), ShownHeaders::word);
    }

    boolean ietf() {
        return this == ALL || this == IETF;
    }

    boolean x() {
        return this == ALL || this == X;
    }

    boolean retryAfter() {
        return this != NONE;
    }
}
