package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is counted.
 *
 * @param allowed whether it passed
 * @param source who answered
 * @param caller who made it, as written in stores; null for nobody in particular
 * @param route what it was for, as {@link Routes} writes it; null where that is not known
 */
public record Request(
        boolean allowed,
        Source source,
        @Nullable String caller,
        @Nullable String route) {

    Outcome outcome() {
        return allowed ? Outcome.ALLOWED : Outcome.DENIED;
    }
}
