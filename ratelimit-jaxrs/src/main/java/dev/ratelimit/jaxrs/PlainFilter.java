package dev.ratelimit.jaxrs;

import dev.ratelimit.gate.Gate;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;

/** The filter where there is no Servlet container. */
@SuppressWarnings("NullAway.Init") // The resource is injected.
final class PlainFilter implements ContainerRequestFilter {

    static final Exchange EXCHANGE = new PlainExchange();

    private final Deployment deployment;
    private final Gate gate;
    private final Stage stage;
    private @Context ResourceInfo resource;

    PlainFilter(Deployment deployment, Gate gate) {
        this.deployment = deployment;
        this.gate = gate;
        this.stage = new Stage(deployment::countable);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        stage.decide(request, deployment.resource(resource), EXCHANGE, gate);
    }
}
