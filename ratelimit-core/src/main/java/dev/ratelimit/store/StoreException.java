package dev.ratelimit.store;

import org.jspecify.annotations.Nullable;

/** The store could not answer. Thrown by stores, caught by {@link FailoverStore}, seen by nobody else. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What an error says of the store's health. */
    public enum Trouble {
        /** No link: nothing else will pass either. */
        DISCONNECTED,
        /** No answer in time; perhaps charged. */
        TIMEOUT,
        /** The link is full: this node asks faster than answers come. */
        OVERLOAD,
        /** The server refuses to run the script, such as for want of memory or rights. */
        REFUSED,
        /** The server may be well, but this call cannot be answered, such as for foreign data under a key. */
        CALL
    }

    private final Trouble trouble;

    public StoreException(Trouble trouble, @Nullable String message, @Nullable Throwable cause) {
        // A stack trace for each of a thousand refused calls a second would be the next outage.
        super(message, cause, false, false);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
