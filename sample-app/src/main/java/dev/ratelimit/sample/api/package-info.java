/**
 * The shop's JAX-RS resources below {@code /api}. How much of each anybody may have is said in annotations, which an
 * operator can replace while everything runs.
 */
@NullMarked
package dev.ratelimit.sample.api;

import org.jspecify.annotations.NullMarked;
