package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Settles what a request took when its response is complete: when the entity has been written, when there is none, or when
 * asynchronous work ends. A Servlet filter in front settles by itself.
 */
final class Settlement {

    private static final String PENDING = "dev.ratelimit.jaxrs.pending";

    private Settlement() {}

    /** What is to be settled once the entity has been written. */
    private record Pending(Unsettled unsettled, int status) {

        void settle(int written, boolean failed) {
            RateLimitContext.leave();
            unsettled.ended(written, failed);
        }
    }

    static void respond(ContainerRequestContext request, ContainerResponseContext response, Exchange exchange) {
        exchange.respond(request, response);
        int status = exchange.status(response.getStatus());
        tell(exchange.context(request), status, exchange);
        Unsettled unsettled = Unsettled.of(request.getProperty(Unsettled.ATTRIBUTE));
        if (unsettled == null) {
            return;
        }
        if (exchange.whenComplete(unsettled::ended)) {
            request.removeProperty(Unsettled.ATTRIBUTE);
            return;
        }
        Pending pending = new Pending(unsettled, status);
        if (response.hasEntity() && !exchange.committed()) {
            request.setProperty(PENDING, pending);
        } else {
            pending.settle(status, false);
        }
    }

    /**
     * Tells whoever settles of what is on its way: after {@code sendError} implementations set a status of their own, which
     * Jetty then believes to be that of the response.
     */
    private static void tell(@Nullable RateLimitContext context, int status, Exchange exchange) {
        if (context != null && status > 0 && exchange.committed()) {
            context.sent(status);
        }
    }

    /** Asynchronous responses are written by any thread, which may serve another request. */
    static void write(WriterInterceptorContext entity, Exchange exchange) throws IOException {
        RateLimitContext context = RateLimitContext.of(entity.getProperty(RateLimitContext.ATTRIBUTE));
        if (context == null || context == RateLimitContext.current()) {
            writeAndSettle(entity, exchange);
            return;
        }
        RateLimitContext before = RateLimitContext.current();
        context.enter();
        try {
            writeAndSettle(entity, exchange);
        } finally {
            before.enter();
        }
    }

    private static void writeAndSettle(WriterInterceptorContext entity, Exchange exchange) throws IOException {
        boolean written = false;
        try {
            entity.proceed();
            written = true;
        } finally {
            if (entity.getProperty(PENDING) instanceof Pending pending) {
                // What writes may have sent an error instead.
                pending.settle(exchange.status(pending.status()), !written);
            } else if (written) {
                tell(RateLimitContext.of(entity.getProperty(RateLimitContext.ATTRIBUTE)), exchange.status(0), exchange);
            }
        }
    }
}
