/** Measures the engine beside raw Lettuce, a hand-written script and Bucket4j. */
@NullMarked
package dev.ratelimit.benchmarks;

import org.jspecify.annotations.NullMarked;
