package dev.ratelimit.limit;

import java.util.Locale;

/** What a rule wants when the store cannot answer: {@code on_store_failure} in a rule. */
public enum FailurePolicy {
    /** Let the request pass, uncounted. */
    ALLOW,
    /** Refuse the request with 503. */
    DENY,
    /** Count in this JVM until the store is back; the default. */
    LOCAL;

    /** The word used in rules. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
