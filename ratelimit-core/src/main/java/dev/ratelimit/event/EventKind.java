package dev.ratelimit.event;

import java.util.Locale;

/** What there is to hear of. */
public enum EventKind {
    /** {@link LimitEvent.DenialStorm}. */
    DENIAL_STORM,
    /** {@link LimitEvent.QuotaUsed}, four fifths. */
    QUOTA_80,
    /** {@link LimitEvent.QuotaUsed}, all of it. */
    QUOTA_100,
    /** {@link LimitEvent.ListChanged}. */
    LIST_CHANGED,
    /** {@link LimitEvent.Degraded}. */
    DEGRADED,
    /** {@link LimitEvent.Recovered}. */
    RECOVERED;

    /** The word used in JSON and counters, such as {@code denial_storm}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
