package dev.ratelimit.sample.api;

import org.jspecify.annotations.Nullable;

/** So many pieces of one product. */
record Order(long id, String product, int pieces) {

    /** One that is to be made. */
    record Wish(@Nullable String product, int pieces) {}
}
