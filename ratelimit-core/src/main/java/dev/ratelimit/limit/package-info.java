/** The words of rate limiting as values: limits, decisions, verdicts and where they came from. */
@NullMarked
package dev.ratelimit.limit;

import org.jspecify.annotations.NullMarked;
