package dev.ratelimit.analytics;

import java.util.Locale;

/** By what those who come most are told apart. */
public enum Ranking {
    /** Callers by their requests. */
    REQUESTS,
    /** Callers by their requests that were denied. */
    DENIALS,
    /** Rules and callers, such as {@code search alice}, by requests that passed with a fifth of the limit left, or less. */
    NEAR,
    /** Rules and callers by requests that a rule in shadow would have denied. */
    WOULD_DENY;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** What it is called in stores. */
    public String id() {
        return id;
    }
}
