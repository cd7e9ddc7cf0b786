package dev.ratelimit.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a list. Thread-safe, on any number of nodes; each is changed by itself, here at once and on every other
 * node within moments. Methods that take an entry read it as {@link Target#parse} does, and throw
 * {@link IllegalArgumentException} where that does; where entries are kept on Redis, methods throw a
 * {@code StoreException} when it cannot answer.
 */
public interface ListRepository {

    /**
     * Adds an entry, or replaces the one of the same target.
     *
     * @param reason for people, at most 1,000 characters
     * @param author who wants it
     * @param expiresAt from when on it does not hold any more, to the second; null for no end
     * @throws IllegalArgumentException also when the end is over
     */
    ListEntry put(String entry, String reason, String author, @Nullable Instant expiresAt);

    /**
     * Removes an entry.
     *
     * @return whether there was one
     */
    boolean remove(String entry);

    /** The entry of a target; absent also once it has ended. */
    Optional<ListEntry> find(String entry);

    /**
     * Entries in the order of their texts, without those that have ended.
     *
     * @param after the last entry of the page before; empty for the first page
     * @param most 1 to 1,000
     */
    List<ListEntry> list(String after, int most);

    /**
     * Removes entries that have ended.
     *
     * @return how many there were
     */
    long sweep();
}
