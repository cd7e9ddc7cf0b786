/**
 * A small shop API on embedded Jetty that shows the five algorithms. {@link dev.ratelimit.sample.SampleApp} starts it;
 * how limits are set is in {@code webapp/WEB-INF/web.xml} and {@code ratelimit.json}, none of it in this code; the resources in {@code api} say theirs
 * in annotations.
 */
@NullMarked
package dev.ratelimit.sample;

import org.jspecify.annotations.NullMarked;
