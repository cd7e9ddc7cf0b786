/** What Micrometer is told of a limiter, where there is one. */
@NullMarked
package dev.ratelimit.metrics;

import org.jspecify.annotations.NullMarked;
