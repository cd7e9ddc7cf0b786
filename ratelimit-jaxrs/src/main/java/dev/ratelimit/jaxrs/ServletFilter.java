package dev.ratelimit.jaxrs;

import dev.ratelimit.gate.Gate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** The filter in a Servlet container. */
@SuppressWarnings("NullAway.Init") // Injected are stand-ins for what the thread works on.
final class ServletFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private final Deployment deployment;
    private final Stage stage = new Stage(rule -> true);
    private @Context ResourceInfo resource;
    private @Context HttpServletRequest request;
    private @Context HttpServletResponse response;

    ServletFilter(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        stage.decide(context, deployment.resource(resource), new ServletExchange(request, response), gate());
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext answer) {
        if (context.getProperty(Stage.SETTLES) != null) {
            Settlement.respond(context, answer, new ServletExchange(request, response), gate());
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext entity) throws IOException {
        Settlement.write(entity);
    }

    private Gate gate() {
        return deployment.gate(() -> ServletLimiter.of(request.getServletContext()));
    }
}
