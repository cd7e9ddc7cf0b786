package dev.ratelimit;

import java.util.Locale;

/** Where the limits come from that a rule has for a user. */
public enum LimitOrigin {
    /** The rule itself. */
    RULE,
    /** The user's plan. */
    PLAN,
    /** The user's own limit, in place of that of rule {@code default}. */
    CUSTOM,
    /** An override that the user has for the rule. */
    OVERRIDE;

    /** The word used in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
