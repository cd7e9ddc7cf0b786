/** The store on Redis: keys, wire format, scripts and the connection. */
@NullMarked
package dev.ratelimit.redis;

import org.jspecify.annotations.NullMarked;
