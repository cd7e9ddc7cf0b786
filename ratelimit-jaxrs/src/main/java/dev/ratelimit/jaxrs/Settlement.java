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
    private static final int ERROR = 500;

    private Settlement() {}

    /** What is to be settled once the entity has been written. */
    private record Pending(Unsettled unsettled, int status) {

        void settle(boolean written) {
            RateLimitContext.leave();
            unsettled.settle(written ? status : ERROR);
        }
    }

    static void respond(ContainerRequestContext request, ContainerResponseContext response, Exchange exchange) {
        exchange.respond(request, response);
        Unsettled unsettled = Unsettled.of(request.getProperty(Unsettled.ATTRIBUTE));
        if (unsettled == null) {
            tellFilter(exchange.context(request), response, exchange);
            return;
        }
        if (exchange.whenComplete(unsettled::settle)) {
            request.removeProperty(Unsettled.ATTRIBUTE);
            return;
        }
        Pending pending = new Pending(unsettled, exchange.status(response.getStatus()));
        if (response.hasEntity() && !exchange.committed()) {
            request.setProperty(PENDING, pending);
        } else {
            pending.settle(true);
        }
    }

    /** After {@code sendError} implementations set a status of their own, which Jetty then believes to be that of the response. */
    private static void tellFilter(
            @Nullable RateLimitContext context, ContainerResponseContext response, Exchange exchange) {
        if (context != null && exchange.committed()) {
            context.sent(exchange.status(response.getStatus()));
        }
    }

    /** Asynchronous responses are written by any thread, which may serve another request. */
    static void write(WriterInterceptorContext entity) throws IOException {
        RateLimitContext context = RateLimitContext.of(entity.getProperty(RateLimitContext.ATTRIBUTE));
        if (context == null || context == RateLimitContext.current()) {
            writeAndSettle(entity);
            return;
        }
        RateLimitContext before = RateLimitContext.current();
        context.enter();
        try {
            writeAndSettle(entity);
        } finally {
            before.enter();
        }
    }

    private static void writeAndSettle(WriterInterceptorContext entity) throws IOException {
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
