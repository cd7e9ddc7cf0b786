package dev.ratelimit.config;

/**
 * The text of a setting as somebody gave it.
 *
 * @param text without the blanks around it, never empty
 * @param source where it came from, such as {@code environment variable RATELIMIT_REDIS_ADDR}
 */
record Given(String text, String source) {}
