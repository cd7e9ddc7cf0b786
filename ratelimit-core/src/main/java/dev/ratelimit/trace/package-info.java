/** What the spans of OpenTelemetry are told of decisions, where there are any. */
@NullMarked
package dev.ratelimit.trace;

import org.jspecify.annotations.NullMarked;
