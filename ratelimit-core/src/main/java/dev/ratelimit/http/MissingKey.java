package dev.ratelimit.http;

import java.util.Locale;

/** What becomes of a request that no {@link KeyResolver} finds a caller for, under a rule that counts by user. */
public enum MissingKey {
    /** It is counted by its address; the default. */
    IP,
    /** Such a rule does not apply to it. */
    ALLOW,
    /** It is refused. */
    DENY;

    /** The word used in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the setting: {@code ip}, {@code allow} or {@code deny}, in any case.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static MissingKey parse(String text) {
        return Words.choose("a way to treat a request without a key", text, values(), MissingKey::word);
    }
}
