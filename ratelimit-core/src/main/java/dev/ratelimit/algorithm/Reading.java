package dev.ratelimit.algorithm;

/**
 * What a bucket says after a step, in milliseconds of the store's clock.
 *
 * @param granted how often the cost was taken; 0 is a denial
 * @param remaining what is left, never negative
 * @param retryAfterMillis until the same cost fits: waiting so long is enough, one millisecond less is not; -1 for never
 * @param resetAtMillis the instant at which the bucket is as good as new
 * @param nextAfterMillis until one more unit is there; -1 when the bucket is full
 * @param healed whether the bucket was written by a clock that ran ahead
 */
public record Reading(
        long granted,
        long remaining,
        long retryAfterMillis,
        long resetAtMillis,
        long nextAfterMillis,
        boolean healed) {}
