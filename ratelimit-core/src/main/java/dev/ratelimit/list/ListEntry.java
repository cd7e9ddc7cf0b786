package dev.ratelimit.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a list.
 *
 * @param target whom it means
 * @param reason for people, at most 1,000 characters
 * @param author who made it
 * @param createdAt when it was made or changed last, to the second
 * @param expiresAt from when on it does not hold any more, to the second; null for no end
 */
public record ListEntry(
        Target target,
        String reason,
        String author,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    private static final int LONGEST_REASON = 1_000;

    private static final Instant LAST_END = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws IllegalArgumentException naming a reason that is too long, or an end that no calendar has */
    public ListEntry {
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a reason of " + reason.length() + " characters; accepted are at most " + LONGEST_REASON);
        }
        if (expiresAt != null && expiresAt.isAfter(LAST_END)) {
            throw new IllegalArgumentException(
                    "the end " + expiresAt + " is out of range; accepted are instants up to " + LAST_END + ", or none");
        }
    }

    /** Whom it means, as it is kept. */
    public String entry() {
        return target.text();
    }

    /** Whether it holds at a Unix time. */
    public boolean holds(long nowMillis) {
        return expiresAt == null || nowMillis < expiresAt.toEpochMilli();
    }

    /** Whether it holds longer than another one does. */
    boolean endsAfter(ListEntry other) {
        return other.expiresAt != null && (expiresAt == null || expiresAt.isAfter(other.expiresAt));
    }

    /** The Unix time at which it ends; 0 for no end. */
    public long endMillis() {
        return expiresAt == null ? 0 : expiresAt.toEpochMilli();
    }
}
