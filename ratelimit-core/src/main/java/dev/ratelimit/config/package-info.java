/** Settings from init-params, system properties and environment variables. */
@NullMarked
package dev.ratelimit.config;

import org.jspecify.annotations.NullMarked;
