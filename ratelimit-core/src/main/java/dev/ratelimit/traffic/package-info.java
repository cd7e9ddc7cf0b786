/** Recent traffic, sampled by caller: seen on the request's thread, packed and stored off it, and read again to be replayed. */
@NullMarked
package dev.ratelimit.traffic;

import org.jspecify.annotations.NullMarked;
