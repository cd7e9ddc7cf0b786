/** Who takes part: the nodes that share a store, and the servers that it consists of. */
@NullMarked
package dev.ratelimit.node;

import org.jspecify.annotations.NullMarked;
