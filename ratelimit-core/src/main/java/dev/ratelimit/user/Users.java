package dev.ratelimit.user;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Conflict.Reason;
import dev.ratelimit.rule.Repository;
import java.util.Map;
import java.util.Optional;

/**
 * The users that the service keeps a record of: created by their first check, customised, listed and deleted here.
 * Thread-safe, on any number of nodes: each method changes a record as a whole or not at all.
 *
 * <p>Every method throws {@link dev.ratelimit.store.StoreException} when Redis cannot answer; then it is unknown whether a
 * change was made, and making it again does no harm.
 */
public interface Users {

    /** What a version is compared with when there must be no record yet. */
    long NONE = -2;

    /** The record of a user; absent for one who was never seen or is deleted. */
    Optional<Profile> find(String id);

    /**
     * Gives a user a limit of his own in place of rule {@code default}'s for the limit's algorithm, from the next check on
     * that reaches the store, on every node. What the user has used stays used. Makes the user when there is none.
     *
     * @throws IllegalArgumentException when a record cannot say the limit: a rate needs to be a number of units per second
     *     with at most nine decimals
     */
    default void customise(String id, Limit limit) {
        change(id, Profile.customFields(limit));
    }

    /**
     * Makes all that is special about a user be this, from the next check on that reaches the store, on every node. What the
     * user has used stays used. Makes the user when there is none.
     *
     * @param standard the limit of rule {@code default}, which the record shows where the user has none of his own
     * @throws IllegalArgumentException when a record cannot say the user's own limit
     */
    default void put(String id, Customisation customisation, Limit standard) {
        put(id, customisation, standard, Repository.ANY);
    }

    /**
     * The same where nobody has changed the record since it was read.
     *
     * @param version the record's, {@link Repository#ANY}, or {@link #NONE}
     * @throws dev.ratelimit.rule.Conflict when it has another version, or there is none; with {@link #NONE} when there is one
     */
    default void put(String id, Customisation customisation, Limit standard, long version) {
        change(id, customisation.fields(standard), version);
    }

    /** Changes some fields of a record, whatever its version; makes it when there is none. */
    default void change(String id, Map<String, String> fields) {
        change(id, fields, Repository.ANY);
    }

    /**
     * Changes some fields of a record, which counts as another version of it.
     *
     * @param fields values by name; a field whose value is empty is removed
     * @param version the version that is changed; with {@link Repository#ANY} the record is made when there is none, with
     *     {@link #NONE} only then
     * @throws dev.ratelimit.rule.Conflict when it has another version, or there is none; with {@link #NONE} when there is one
     */
    void change(String id, Map<String, String> fields, long version);

    /**
     * Deletes a user: record, place in the list, and every bucket under every rule. Nothing is left when this returns, and
     * the next check makes a new user. Not known users have their buckets deleted all the same.
     */
    void delete(String id);

    /** What is said when a record does not have the version that a change must find. */
    static Conflict conflict(String id, long version) {
        return new Conflict(version == NONE ? Reason.EXISTS : Reason.STALE, "user \"" + id + "\"");
    }

    /** Deletes every bucket of a user under every rule, and nothing else: the user is as good as new, on every node. */
    void reset(String id);

    /**
     * Lists users page by page, in no order; a user who comes or goes meanwhile may or may not be in it, every other one
     * is.
     *
     * @param cursor empty for the first page, then {@link UserPage#next}
     * @param prefix what the ids begin with; empty for all
     * @param size about how many users to return, 1 to 1,000; a page may hold fewer, even none, before the last
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    UserPage list(String cursor, String prefix, int size);

    /**
     * Takes users off the list whose record has expired: those made automatically and idle for longer than the setting
     * {@code userIdle}.
     *
     * @return how many there were
     */
    long sweep();
}
