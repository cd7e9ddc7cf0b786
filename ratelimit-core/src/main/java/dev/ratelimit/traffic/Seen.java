package dev.ratelimit.traffic;

/**
 * Requests that came at one time.
 *
 * @param atMillis by the clock of the store that decided
 * @param request what they were
 * @param times how many
 */
public record Seen(long atMillis, Alike request, int times) {}
