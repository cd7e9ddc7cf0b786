package dev.ratelimit.rule;

import java.time.Instant;

/**
 * A rule or a plan of a {@link Repository}.
 *
 * @param version the number of the change that made it what it is; never used for anything else
 */
public record Stored<T>(String id, T value, long version, Instant createdAt, Instant updatedAt) {}
