package dev.ratelimit.rule;

import java.io.Serial;

/** A change of something that is not as the writer thinks. Nothing was changed. */
public final class Conflict extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is not as it should be. */
    public enum Reason {
        /** There is one with this id. */
        EXISTS,
        /** There is none with this id. */
        MISSING,
        /** It has been changed since. */
        STALE,
        /** There are as many as there may be. */
        FULL
    }

    private final Reason reason;

    /** @param what such as {@code rule "search"} */
    public Conflict(Reason reason, String what) {
        super(
                switch (reason) {
                    case EXISTS -> what + " is there already";
                    case MISSING -> what + " is not there";
                    case STALE -> what + " has been changed since; read it again";
                    case FULL -> what + " would be too large; accepted are at most 10,000";
                });
        this.reason = reason;
    }

    /** What is not as it should be. */
    public Reason reason() {
        return reason;
    }
}
