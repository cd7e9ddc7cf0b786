package dev.ratelimit.jaxrs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** The usual stage in a Servlet container. */
@SuppressWarnings("NullAway.Init") // Injected.
final class ServletFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private final Stage stage;
    private final Settlement settlement;

    // Injected into each filter, since some implementations know them in no other place.
    private @Context HttpServletRequest request;
    private @Context HttpServletResponse response;

    ServletFilter(Stage stage, Settlement settlement) {
        this.stage = stage;
        this.settlement = settlement;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        stage.decide(context, new ServletExchange(request, response));
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext answer) {
        settlement.respond(context, answer, new ServletExchange(request, response));
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
        settlement.write(entity);
    }
}
