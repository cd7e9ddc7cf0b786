package dev.ratelimit.http;

import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What conditions may ask that is no part of the request.
 *
 * @param app the name of this application, if it was given one
 * @param clock tells the time; that of this node, not that of the store
 * @param plans what is known of a user's plan; null for none
 */
public record Surroundings(@Nullable String app, InstantSource clock, Function<String, @Nullable String> plans) {

    /** An application without a name or plans, by the system's clock. */
    public static final Surroundings PLAIN = new Surroundings(null, InstantSource.system(), user -> null);
}
