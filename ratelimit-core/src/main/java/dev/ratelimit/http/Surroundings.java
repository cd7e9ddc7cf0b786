package dev.ratelimit.http;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What conditions may ask that is no part of the request.
 *
 * @param app the name of this application, if it was given one
 * @param clock tells the time; that of this node, not that of the store
 */
public record Surroundings(@Nullable String app, InstantSource clock) {

    /** An application without a name, by the system's clock. */
    public static final Surroundings PLAIN = new Surroundings(null, InstantSource.system());
}
