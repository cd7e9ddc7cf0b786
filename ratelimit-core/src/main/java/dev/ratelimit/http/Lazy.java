package dev.ratelimit.http;

import org.jspecify.annotations.Nullable;

/** A fact that is found out once, on first use, by the request's own thread; the answer may be "there is none". */
final class Lazy<T> {

    /** Finds it out. */
    @FunctionalInterface
    interface Finder<T> {
        @Nullable
        T find();
    }

    private @Nullable Finder<T> finder;
    private @Nullable T value;

    Lazy(Finder<T> finder) {
        this.finder = finder;
    }

    /** Whether it was asked for. */
    boolean asked() {
        return finder == null;
    }

    @Nullable
    T get() {
        Finder<T> once = finder;
        if (once != null) {
            // First, so that a finder which asks for its own answer gets "none" and not a stack overflow.
            finder = null;
            value = once.find();
        }
        return value;
    }
}
