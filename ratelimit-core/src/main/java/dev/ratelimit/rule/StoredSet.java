package dev.ratelimit.rule;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link Repository} holds at one moment.
 *
 * @param entries by id
 * @param version the number of the last change; 0 where there never was one
 */
public record StoredSet<T>(List<Stored<T>> entries, long version) {

    public StoredSet {
        entries = List.copyOf(entries);
    }

    /** Nothing, and never anything before. */
    public static <T> StoredSet<T> empty() {
        return new StoredSet<>(List.of(), 0);
    }

    /** The entry with an id. */
    public Optional<Stored<T>> find(String id) {
        return entries.stream().filter(stored -> stored.id().equals(id)).findFirst();
    }

    /** What is stored, without versions. */
    public List<T> values() {
        return entries.stream().map(Stored::value).toList();
    }
}
