package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.core.SecurityContext;
import java.io.OutputStream;
import java.net.URI;
import java.security.Principal;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;

/** Jersey without a server. */
final class PlainJerseyRequests implements JaxrsRequests {

    private static final URI BASE = URI.create("http://localhost/api/");
    private static final URI ORDER = BASE.resolve("orders/17");

    private final RateLimiter limiter;
    private final ApplicationHandler application;

    PlainJerseyRequests(JaxrsSetup setup) {
        limiter = setup.limiter();
        application = new ApplicationHandler(setup.application(limiter));
    }

    @Override
    public ContainerResponse send() {
        ContainerRequest request = new ContainerRequest(
                BASE, ORDER, "GET", new Alice(), new MapPropertiesDelegate(), application.getConfiguration());
        try {
            return application.apply(request, OutputStream.nullOutputStream()).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("there is no response", e);
        }
    }

    @Override
    public void close() {
        application.onShutdown(null);
        limiter.close();
    }

    /** The caller. */
    private record Alice() implements SecurityContext {

        private static final Principal PRINCIPAL = () -> "alice";

        @Override
        public Principal getUserPrincipal() {
            return PRINCIPAL;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "none";
        }
    }
}
