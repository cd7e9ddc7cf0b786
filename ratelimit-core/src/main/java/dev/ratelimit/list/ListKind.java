package dev.ratelimit.list;

import java.util.Locale;

/** Which list. */
public enum ListKind {
    /** Who passes whatever the rules say. */
    ALLOW,
    /** Who is refused, also when on the other list. */
    DENY;

    /** The word used in Redis and in messages. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
