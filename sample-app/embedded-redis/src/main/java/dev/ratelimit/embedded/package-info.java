/** A real {@code redis-server} as a child process, so that the sample and the tests need no installation. */
@NullMarked
package dev.ratelimit.embedded;

import org.jspecify.annotations.NullMarked;
