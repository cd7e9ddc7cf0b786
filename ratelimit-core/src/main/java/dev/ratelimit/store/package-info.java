/** The port between engine and state, the store in the JVM, and what happens when the store fails. */
@NullMarked
package dev.ratelimit.store;

import org.jspecify.annotations.NullMarked;
