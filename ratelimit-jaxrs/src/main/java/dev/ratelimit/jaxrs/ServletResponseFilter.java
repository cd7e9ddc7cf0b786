package dev.ratelimit.jaxrs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** What follows the response in a Servlet container; apart from the filter, since Jersey takes one priority for both. */
@SuppressWarnings("NullAway.Init") // Injected are stand-ins for what the thread works on.
final class ServletResponseFilter implements ContainerResponseFilter, WriterInterceptor {

    private @Context HttpServletRequest request;
    private @Context HttpServletResponse response;

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext answer) {
        Settlement.respond(context, answer, new ServletExchange(request, response));
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
        Settlement.write(entity, new ServletExchange(request, response));
    }
}
