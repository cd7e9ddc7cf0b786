package dev.ratelimit.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limiter, as it told of itself.
 *
 * @param id made at its start, by chance
 * @param host the name of its machine
 * @param app the name of its application; null for none
 * @param version of this library
 * @param java the version of its JVM
 * @param seenAt when it told, by the store's clock
 * @param rulesVersion the number of the last change of stored rules that it knows of; 0 where there never was one
 * @param mode of the switch for everything, such as {@code enforce}
 * @param store who decides: {@code redis}; {@code local} while that is lost; {@code memory} where there is none
 * @param keySecret the fingerprint of the secret under which it hashes keys; {@code none} without one
 */
public record Node(
        String id,
        String host,
        @Nullable String app,
        String version,
        String java,
        Instant startedAt,
        Instant seenAt,
        long rulesVersion,
        String mode,
        String store,
        String keySecret) {}
