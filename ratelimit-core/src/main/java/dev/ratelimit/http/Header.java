package dev.ratelimit.http;

/**
 * One header line of a response.
 *
 * @param name such as {@code Retry-After}
 * @param value printable ASCII
 */
public record Header(String name, String value) {}
