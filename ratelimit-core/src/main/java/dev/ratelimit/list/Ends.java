package dev.ratelimit.list;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When entries end. */
public final class Ends {

    private Ends() {}

    /**
     * An end to the second.
     *
     * @throws IllegalArgumentException when it is over
     */
    public static @Nullable Instant toCome(@Nullable Instant end, Instant now) {
        if (end != null && !end.isAfter(now)) {
            throw new IllegalArgumentException("the end " + end + " is over; accepted are instants to come");
        }
        // Rounded up: not before it was meant to end.
        return end == null ? null : end.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }
}
