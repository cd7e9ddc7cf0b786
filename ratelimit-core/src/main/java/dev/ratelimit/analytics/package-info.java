/** What was decided, counted: on the request's thread in memory, once a second in a store, and read again as a history. */
@NullMarked
package dev.ratelimit.analytics;

import org.jspecify.annotations.NullMarked;
