package dev.ratelimit.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** What follows the response where there is no Servlet container. */
final class PlainResponseFilter implements ContainerResponseFilter, WriterInterceptor {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Settlement.respond(request, response, PlainFilter.EXCHANGE);
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
        Settlement.write(entity, PlainFilter.EXCHANGE);
    }
}
