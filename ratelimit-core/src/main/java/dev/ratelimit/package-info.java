/** The rate limiter: {@link dev.ratelimit.RateLimiter} and its builder. */
@NullMarked
package dev.ratelimit;

import org.jspecify.annotations.NullMarked;
