package dev.ratelimit;

import java.util.Locale;

/** From where a decision had the user's record. */
public enum Knowledge {
    /** This node knew it already. */
    NEAR_CACHE,
    /** The store said it with the decision. */
    STORE,
    /** From nowhere: the decision did not need it, or no store answered. The user then counts as one whom nobody has changed. */
    NONE;

    /** The word used in JSON, such as {@code near-cache}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
