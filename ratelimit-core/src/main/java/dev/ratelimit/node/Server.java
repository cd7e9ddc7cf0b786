package dev.ratelimit.node;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server of Redis.
 *
 * @param name its address where there are several, else empty
 * @param version null where it may not be asked
 * @param evictionPolicy its {@code maxmemory-policy}; null where it may not be asked
 * @param ahead by how much its clock is ahead of this machine's, as far as the way there lets tell; negative where it is behind,
 *     zero where it did not tell
 */
public record Server(
        String name, @Nullable String version, @Nullable String evictionPolicy, Duration ahead) {}
