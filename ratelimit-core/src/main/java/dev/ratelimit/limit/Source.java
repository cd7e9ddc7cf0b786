package dev.ratelimit.limit;

import java.util.Locale;

/** Who answered. */
public enum Source {
    /** The script on Redis. */
    REDIS,
    /** The JVM's own store; no Redis is configured. */
    MEMORY,
    /** The JVM's own store while Redis is lost (failure policy {@code local}). */
    LOCAL,
    /** A denial remembered until it ends. */
    DENY_CACHE,
    /** Quota that this node leased ahead. */
    LEASE,
    /** The allow list. */
    ALLOW_LIST,
    /** The deny list. */
    DENY_LIST,
    /** No rule matched. */
    NO_RULE,
    /** Allowed because Redis is lost (failure policy {@code allow}). */
    FAIL_OPEN,
    /** Denied because Redis is lost (failure policy {@code deny}). */
    FAIL_CLOSED;

    /** The word used in JSON, metrics and logs, such as {@code deny-cache}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
