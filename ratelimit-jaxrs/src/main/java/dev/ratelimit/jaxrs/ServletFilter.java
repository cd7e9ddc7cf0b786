package dev.ratelimit.jaxrs;

import dev.ratelimit.gate.Gate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;

/** The filter in a Servlet container. */
@SuppressWarnings("NullAway.Init") // Injected are stand-ins for what the thread works on.
final class ServletFilter implements ContainerRequestFilter {

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
        Gate gate = ServletLimiter.gate(deployment, request);
        stage.decide(context, deployment.resource(resource), new ServletExchange(request, response), gate);
    }
}
