/** Rules: what applies to whom, read from JSON and compiled to an immutable snapshot. */
@NullMarked
package dev.ratelimit.rule;

import org.jspecify.annotations.NullMarked;
