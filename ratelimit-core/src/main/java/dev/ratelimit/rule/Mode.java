package dev.ratelimit.rule;

import java.util.Locale;

/** How seriously a rule is meant: {@code mode} in a rule. */
public enum Mode {
    /** Denies what does not fit; the default. */
    ENFORCE,
    /** Counts and reports, and never denies. */
    SHADOW,
    /** Does nothing. */
    OFF;

    /** The word used in rules. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
