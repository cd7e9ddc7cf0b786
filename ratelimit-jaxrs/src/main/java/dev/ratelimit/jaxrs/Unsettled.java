package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import org.jspecify.annotations.Nullable;

/** A request whose first stage was here, so that it is to be settled here; one that a Servlet filter saw is not. */
record Unsettled(Gate gate, RateLimitContext context) {

    /** The request attribute that holds it until it is certain who settles. */
    static final String ATTRIBUTE = "dev.ratelimit.jaxrs.unsettled";

    static @Nullable Unsettled of(@Nullable Object attribute) {
        return attribute instanceof Unsettled unsettled ? unsettled : null;
    }

    void settle(int status) {
        gate.settle(context, status);
    }

    /** @param failed whether it failed after a response with this status had begun */
    void ended(int status, boolean failed) {
        gate.settle(context, status, failed);
    }
}
