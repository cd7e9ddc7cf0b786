package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Settles what a request took when its response is complete: when the entity has been written, when there is none, or when
 * asynchronous work ends. A Servlet filter in front settles by itself.
 */
final class Settlement {

    private static final String PENDING = "dev.ratelimit.jaxrs.pending";
    private static final int ERROR = 500;

    private Settlement() {}

    /** What is to be settled once the entity has been written. */
    private record Pending(Gate gate, RateLimitContext context, int status) {

        void settle(boolean written) {
            RateLimitContext.leave();
            gate.settle(context, written ? status : ERROR);
        }
    }

    static void respond(
            ContainerRequestContext request, ContainerResponseContext response, Exchange exchange, Gate gate) {
        exchange.respond(request, response);
        RateLimitContext context = RateLimitContext.of(request.getProperty(Stage.SETTLES));
        if (context == null || exchange.whenComplete(status -> gate.settle(context, status))) {
            return;
        }
        Pending pending = new Pending(gate, context, response.getStatus());
        if (response.hasEntity() && !exchange.committed()) {
            request.setProperty(PENDING, pending);
        } else {
            pending.settle(true);
        }
    }

    static void write(WriterInterceptorContext entity) throws IOException {
        boolean written = false;
        try {
            entity.proceed();
            written = true;
        } finally {
            if (entity.getProperty(PENDING) instanceof Pending pending) {
                pending.settle(written);
            }
        }
    }
}
