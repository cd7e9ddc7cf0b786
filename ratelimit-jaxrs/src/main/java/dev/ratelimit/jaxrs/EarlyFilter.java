package dev.ratelimit.jaxrs;

import dev.ratelimit.gate.Gate;
import dev.ratelimit.rule.Rule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;

/** The stage before authentication, which is about addresses and so needs a Servlet container. */
@SuppressWarnings("NullAway.Init") // Injected are stand-ins for what the thread works on.
final class EarlyFilter implements ContainerRequestFilter {

    private final Deployment deployment;
    private final Stage stage = new Stage(Rule::anonymous);
    private @Context ResourceInfo resource;
    private @Context HttpServletRequest request;
    private @Context HttpServletResponse response;

    EarlyFilter(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Gate gate = ServletLimiter.gate(deployment, request);
        stage.decide(context, deployment.resource(resource), new ServletExchange(request, response), gate);
    }
}
