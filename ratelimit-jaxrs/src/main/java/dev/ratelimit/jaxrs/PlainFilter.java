package dev.ratelimit.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** The usual stage where there is no Servlet container. */
record PlainFilter(Stage stage, Settlement settlement)
        implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private static final Exchange EXCHANGE = new PlainExchange();

    @Override
    public void filter(ContainerRequestContext request) {
        stage.decide(request, EXCHANGE);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        settlement.respond(request, response, EXCHANGE);
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
        settlement.write(entity);
    }
}
