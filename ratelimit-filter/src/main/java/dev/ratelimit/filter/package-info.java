/** The rate limiter as a Servlet filter: {@link dev.ratelimit.filter.RateLimitFilter}. */
@NullMarked
package dev.ratelimit.filter;

import org.jspecify.annotations.NullMarked;
