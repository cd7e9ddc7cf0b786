package dev.ratelimit.store;

import java.util.Map;

/**
 * A user as the caller knows it. The store makes the record at first sight and, when its version is another than
 * assumed, answers with the record and charges nothing.
 *
 * @param version of the record that the caller decided by; 0 for one without custom data
 * @param lifetimeMillis how long the record is to live from now on unless it is custom; 0 to leave it as it is
 * @param defaults the fields of a new record
 */
public record AssumedUser(String id, long version, long lifetimeMillis, Map<String, String> defaults) {}
