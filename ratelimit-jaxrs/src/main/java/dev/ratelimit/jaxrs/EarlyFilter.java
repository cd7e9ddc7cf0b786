package dev.ratelimit.jaxrs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;

/** The stage before authentication, which is about addresses and so needs a Servlet container. */
@SuppressWarnings("NullAway.Init") // Injected.
final class EarlyFilter implements ContainerRequestFilter {

    private final Stage stage;

    // Injected into each filter, since some implementations know them in no other place.
    private @Context HttpServletRequest request;
    private @Context HttpServletResponse response;

    EarlyFilter(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        stage.decide(context, new ServletExchange(request, response));
    }
}
