package dev.ratelimit.list;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When entries end. */
public final class Ends {

    /** From here on no second more makes a difference, and there may be none. */
    private static final Instant LATE = Instant.MAX.minusSeconds(2);

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
        Instant second = end == null ? null : end.truncatedTo(ChronoUnit.SECONDS);
        return second == null || second.equals(end) || second.isAfter(LATE) ? second : second.plusSeconds(1);
    }
}
