package dev.ratelimit.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Instants as people write them. */
public final class Times {

    /** What {@link #parse} accepts, for error messages. */
    public static final String ACCEPTED =
            "instants such as 2026-12-31T23:00:00Z or 2027-01-01T00:00:00+01:00, from 1970 to 9999";

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /**
     * Reads an instant.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static Instant parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an instant; accepted are " + ACCEPTED, e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is out of range; accepted are " + ACCEPTED);
    }
}
