package dev.ratelimit.algorithm;

/**
 * What is known of a bucket by who cannot see it, in milliseconds from now.
 *
 * @param units how many are left, 0 to the capacity
 * @param nextIn when one more is there, at least 1; {@link dev.ratelimit.limit.Limit#MAX_MILLIS} where it is on its way for no
 *     longer than ever
 * @param allIn when all are
 */
public record Left(long units, long nextIn, long allIn) {}
