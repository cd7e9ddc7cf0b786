package dev.ratelimit.store;

import java.util.Map;

/**
 * A user as the caller knows it. The store makes the record at first sight and, when its version is another than
 * assumed, answers with the record and charges nothing.
 *
 * @param version of the record that the caller decided by; 0 for one without custom data
 * @param lifetimeMillis how long a record is to live without a check, unless it is custom
 * @param renew whether this check starts its life anew; a new record's begins in any case
 * @param defaults the fields of a new record
 */
public record AssumedUser(String id, long version, long lifetimeMillis, boolean renew, Map<String, String> defaults) {}
