package dev.ratelimit.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a request needs: of itself {@link #READ} for GET and {@link #WRITE} for any other method. */
enum Right {
    /** Open to all. */
    NONE,
    /** Charging a user, and nothing else. */
    CHECK,
    /** Reading without charging. */
    READ,
    /** Changing anything. */
    WRITE;

    /** Names another right than the method's. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Needed {
        Right value();
    }
}
