package dev.ratelimit.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to use Redis.
 *
 * @param keyPrefix what all keys begin with; {@code ratelimit} by default
 * @param budget how long a check may take, network included; 25 ms by default
 * @param maxInFlight how many checks may be under way; 512 by default
 * @param ca a PEM file of the certificates to trust where an address asks for TLS, read for each connection; null, the
 *     default, for those that the JVM trusts
 */
public record RedisSettings(
        String keyPrefix,
        Duration budget,
        int maxInFlight,
        @Nullable Path ca) {

    /** The defaults. */
    public static final RedisSettings DEFAULT = new RedisSettings("ratelimit", Duration.ofMillis(25), 512);

    /** Where the JVM knows whom to trust. */
    public RedisSettings(String keyPrefix, Duration budget, int maxInFlight) {
        this(keyPrefix, budget, maxInFlight, null);
    }

    public RedisSettings {
        if (keyPrefix.isBlank() || keyPrefix.chars().anyMatch(c -> c <= ' ' || c == '{' || c == '}')) {
            throw new IllegalArgumentException(
                    "keyPrefix \"" + keyPrefix + "\" must not be blank nor hold blanks or braces");
        }
        if (budget.toMillis() < 1 || budget.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("budget " + budget + " is out of range; accepted are 1ms to 10s");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "maxInFlight " + maxInFlight + " is out of range; accepted are 1 and more");
        }
    }
}
