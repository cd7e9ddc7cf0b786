package dev.ratelimit.redis;

import java.util.List;
import java.util.Map;

/** Changes the record of a user, the set of users and the counter of changes, which may be within one script's reach. */
interface UserWriter {

    /** In place of a version: there must be no record. */
    String NONE = "none";

    /**
     * Changes fields of a record, tells the nodes, and makes the user when there is none.
     *
     * @param fields values by name; one whose value is empty is removed
     * @param expected the version that the record must have; empty for any, {@link #NONE} for none
     * @return whether it had
     */
    boolean change(String id, Map<String, String> fields, String expected);

    /** Takes a user's record away, and the user off the set. */
    void delete(String id);

    /**
     * Takes users off the set whose record is gone, and gives a lifetime to automatic records that have none.
     *
     * @return how many were taken off
     */
    long sweep(List<String> ids, long lifetimeMillis);
}
