package dev.ratelimit.rule;

import java.util.Locale;

/** Where a rule came from. */
public enum Origin {
    /** A rules file. */
    FILE,
    /** The settings: the default limit. */
    SETTINGS,
    /** The application's own code. */
    CODE,
    /** An annotation in the application's code; hidden by a rule of the same id from anywhere else. */
    ANNOTATION,
    /** A {@link Repository}; hides one of the same id from anywhere else. */
    STORED;

    /** The word shown to people. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
