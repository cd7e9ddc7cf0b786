package dev.ratelimit.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to use Redis.
 *
 * @param keyPrefix what all keys begin with; {@code ratelimit} by default
 * @param budget how long a check may take, network included; 25 ms by default
 * @param maxInFlight how many checks may be under way; 512 by default
 */
public record RedisSettings(String keyPrefix, Duration budget, int maxInFlight) {

    /** The defaults. */
    public static final RedisSettings DEFAULT = new RedisSettings("ratelimit", Duration.ofMillis(25), 512);

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

    /**
     * Reads {@code host:port}, {@code redis://…} or {@code rediss://…}.
     *
     * @throws IllegalArgumentException saying what is accepted; never showing a password
     */
    public static RedisURI address(String text) {
        String uri = text.contains("://") ? text : "redis://" + text;
        if (!uri.startsWith("redis://") && !uri.startsWith("rediss://")) {
            throw new IllegalArgumentException("the Redis address must be host:port, redis://… or rediss://…");
        }
        try {
            RedisURI address = RedisURI.create(uri);
            // What has no number behind its colon is a host name to Lettuce, colon included.
            if (address.getHost().lastIndexOf(':') <= address.getHost().lastIndexOf(']')) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Not shown: Lettuce's message may quote the address, and with it a password.
        }
        throw new IllegalArgumentException("the Redis address is not of the form host:port, redis://… or rediss://…");
    }

    /** The same with what the address does not say; what is given here wins. */
    public static RedisURI address(String text, Optional<String> username, Optional<String> password, int database) {
        RedisURI address = address(text);
        RedisURI.Builder builder = RedisURI.builder(address);
        password.ifPresent(secret -> username.ifPresentOrElse(
                user -> builder.withAuthentication(user, secret.toCharArray()),
                () -> builder.withPassword(secret.toCharArray())));
        return database == 0 ? builder.build() : builder.withDatabase(database).build();
    }
}
