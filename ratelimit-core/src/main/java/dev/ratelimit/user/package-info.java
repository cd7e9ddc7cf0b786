/** Users the service keeps a record of, and their custom limits. */
@NullMarked
package dev.ratelimit.user;

import org.jspecify.annotations.NullMarked;
