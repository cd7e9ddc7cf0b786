package dev.ratelimit.sample;

import java.io.Serial;

/** The sample cannot start; the message is for the person who typed the command, and says what would be accepted. */
final class StartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
