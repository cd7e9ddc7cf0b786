/** The five algorithms as pure steps over immutable buckets, each with a Lua twin of the same name. */
@NullMarked
package dev.ratelimit.algorithm;

import org.jspecify.annotations.NullMarked;
