/** The rate limiter for JAX-RS resources. */
@NullMarked
package dev.ratelimit.jaxrs;

import org.jspecify.annotations.NullMarked;
