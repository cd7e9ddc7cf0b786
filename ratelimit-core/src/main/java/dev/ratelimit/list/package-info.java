/** Who is refused and who passes, whatever the rules say. */
@NullMarked
package dev.ratelimit.list;

import org.jspecify.annotations.NullMarked;
