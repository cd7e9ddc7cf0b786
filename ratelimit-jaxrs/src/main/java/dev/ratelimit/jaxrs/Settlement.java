package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Settles what a request took when its response is complete: when the entity has been written, when there is none, or when
 * asynchronous work ends. A Servlet filter in front settles by itself.
 */
record Settlement(Gate gate) {

    private static final String STATUS = "dev.ratelimit.jaxrs.status";
    private static final int ERROR = 500;

    void respond(ContainerRequestContext request, ContainerResponseContext response, Exchange exchange) {
        exchange.respond(request, response);
        RateLimitContext context = RateLimitContext.of(request.getProperty(Stage.SETTLES));
        if (context == null || exchange.whenComplete(status -> gate.settle(context, status))) {
            return;
        }
        if (response.hasEntity() && !HttpMethod.HEAD.equals(request.getMethod())) {
            request.setProperty(STATUS, response.getStatus());
        } else {
            settle(context, response.getStatus());
        }
    }

    void write(WriterInterceptorContext entity) throws IOException {
        boolean written = false;
        try {
            entity.proceed();
            written = true;
        } finally {
            RateLimitContext context = RateLimitContext.of(entity.getProperty(Stage.SETTLES));
            if (context != null && entity.getProperty(STATUS) instanceof Integer status) {
                settle(context, written ? status : ERROR);
            }
        }
    }

    private void settle(RateLimitContext context, int status) {
        RateLimitContext.leave();
        gate.settle(context, status);
    }
}
