/** What a draft of a rule would have done to recorded traffic, by the algorithms themselves and nothing of Redis. */
@NullMarked
package dev.ratelimit.simulation;

import org.jspecify.annotations.NullMarked;
