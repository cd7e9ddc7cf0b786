package dev.ratelimit.embedded;

import java.io.Serial;

/** No {@code redis-server} can be run here; the message says which one was tried and what it answered. */
public final class RedisUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    RedisUnavailableException(String message) {
        super(message);
    }

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
