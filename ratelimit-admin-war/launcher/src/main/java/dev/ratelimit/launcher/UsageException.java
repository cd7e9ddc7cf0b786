package dev.ratelimit.launcher;

import java.io.Serial;

/** Something in the command line or the settings cannot be used; the message says what, and what can. */
final class UsageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    UsageException(String message) {
        super(message);
    }
}
