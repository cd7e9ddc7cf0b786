package dev.ratelimit.rule;

import dev.ratelimit.rule.Conflict.Reason;
import java.util.List;
import java.util.Map;

/**
 * Rules or plans that are changed while everything runs. Thread-safe, on any number of nodes: each change is made as a
 * whole or not at all, and two writers never lose an update. Changes hold here at once and on every other node within
 * moments.
 *
 * <p>Methods throw {@link Conflict} when things are not as the writer thinks; where they are kept on Redis also a
 * {@code StoreException} when it cannot answer, after which a change may or may not have been made.
 */
public interface Repository<T> {

    /** What a version is compared with when it does not matter. */
    long ANY = -1;

    /** How many changes {@link #history} goes back, about. */
    int KEPT = 200;

    /** What is stored here. */
    Kind<T> kind();

    /**
     * All of it, read at once.
     *
     * @throws RulesException when what is stored cannot be used
     */
    StoredSet<T> load();

    /**
     * Adds an entry.
     *
     * @param author who wants it, for the history
     * @throws Conflict when there is one with this id
     */
    Stored<T> create(T value, String author);

    /**
     * Replaces an entry.
     *
     * @param version the version that is replaced, or {@link #ANY}
     * @throws Conflict when there is no such entry or it has another version
     */
    Stored<T> update(T value, long version, String author);

    /** Adds an entry, or replaces the one with its id. */
    Stored<T> put(T value, String author);

    /**
     * Deletes an entry, which uncovers one of the same id in a file.
     *
     * @param version the version that is deleted, or {@link #ANY}
     * @throws Conflict when there is no such entry or it has another version
     */
    void delete(String id, long version, String author);

    /**
     * Replaces everything. What stays the same keeps its version.
     *
     * @param version the version of the set that is replaced, or {@link #ANY}
     * @throws Conflict when the set has another version
     */
    StoredSet<T> replace(List<T> values, long version, String author);

    /** The last changes, latest first. */
    List<Change> history(int most);

    /**
     * What {@link #replace} would change; nothing is changed here.
     *
     * @param version the version of the set that would be replaced, or {@link #ANY}
     * @throws Conflict when the set has another version
     */
    default Difference difference(List<T> values, long version) {
        StoredSet<T> stored = load();
        if (version != ANY && version != stored.version()) {
            throw new Conflict(Reason.STALE, kind().set());
        }
        return Difference.between(stored, values, kind());
    }

    /**
     * Goes back to the set as it was after a change. That is a change itself, so it can be undone.
     *
     * @param version of a change in the {@link #history}
     * @throws IllegalArgumentException naming the version when the history does not have it
     * @throws Conflict when somebody else makes a change meanwhile
     */
    default StoredSet<T> rollback(long version, String author) {
        return rollback(version, ANY, author);
    }

    /**
     * The same from a set of a version.
     *
     * @param version of a change in the {@link #history}
     * @param from the version of the set that is left, or {@link #ANY}
     * @throws IllegalArgumentException naming the version when the history does not have it
     * @throws Conflict when the set has another version, or somebody else makes a change meanwhile
     */
    default StoredSet<T> rollback(long version, long from, String author) {
        StoredSet<T> current = load();
        if (from != ANY && from != current.version()) {
            throw new Conflict(Reason.STALE, kind().set());
        }
        List<Change> history = history(KEPT);
        if (history.stream().noneMatch(change -> change.version() == version)) {
            throw new IllegalArgumentException("version " + version + " is not in the history; accepted are "
                    + history.stream()
                            .map(change -> Long.toString(change.version()))
                            .toList());
        }
        if (history.get(0).version() != current.version()) {
            throw new Conflict(Reason.STALE, kind().set());
        }
        Map<String, String> then = Difference.undone(kind().texts(current.values()), history, version);
        return replace(kind().read(then, version).values(), current.version(), author);
    }
}
