/** Starts the admin WAR from the command line. */
@NullMarked
package dev.ratelimit.launcher;

import org.jspecify.annotations.NullMarked;
