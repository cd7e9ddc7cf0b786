package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static dev.ratelimit.jaxrs.Limits.remaining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JAX-RS on a server of its own, without Servlets: the build runs it with the Servlet API on the class path and without. */
class NoServletTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RateLimiter limiter = Limits.annotated();
    private SeBootstrap.Instance server;

    private void start(Object... components) {
        SeBootstrap.Configuration anyPort = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(SeBootstrap.Configuration.FREE_PORT)
                .build();
        server = SeBootstrap.start(new Components(components), anyPort)
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop().toCompletableFuture().join();
        }
        limiter.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        URI uri = server.configuration().baseUriBuilder().path(path).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private long left(String rule) {
        return Limits.left(limiter, rule, "global");
    }

    @Test
    void hasTheServletApiWhereTheBuildSaysSo() {
        boolean there = getClass().getClassLoader().getResource("jakarta/servlet/Servlet.class") != null;
        assertThat(there).isEqualTo(Boolean.getBoolean("servlet.api"));
        assertThat(getClass().getClassLoader().getResource("org/eclipse/jetty/server/Server.class"))
                .isNull();
    }

    @Test
    void tellsInHeaderLinesAndRefuses() throws Exception {
        start(new RateLimitFeature(limiter), PlainResource.class);

        HttpResponse<String> first = get("/plain");
        allowed(first);
        assertThat(first.body()).isEqualTo("plain");
        assertThat(remaining(first)).isEqualTo("0");
        assertThat(first.headers().allValues("RateLimit-Policy"))
                .singleElement()
                .asString()
                .contains("\"PlainResource.get\";q=1");
        refused(get("/plain"), "PlainResource.get");
    }

    @Test
    void countsByHeaderAndUser() throws Exception {
        start(new RateLimitFeature(limiter), NamingFilter.class, PlainResource.class);

        allowed(get("/plain/by-key", "X-Api-Key", "a"));
        refused(get("/plain/by-key", "X-Api-Key", "a"), "PlainResource.byKey");
        allowed(get("/plain/by-key", "X-Api-Key", "b"));
        allowed(get("/plain/by-user", "X-Name", "alice"));
        refused(get("/plain/by-user", "X-Name", "alice"), "PlainResource.byUser");
        allowed(get("/plain/by-user", "X-Name", "bob"));
    }

    @Test
    void findsItsOwnLimiter() throws Exception {
        start(RateLimitFeature.class, PlainResource.class);

        allowed(get("/plain"));
        refused(get("/plain"), "PlainResource.get");
    }

    @Test
    void chargesWhatTheApplicationSays() throws Exception {
        start(new RateLimitFeature(limiter), PlainResource.class);

        allowed(get("/plain/charging"));
        await().untilAsserted(() -> assertThat(left("PlainResource.charging")).isEqualTo(6));
    }

    @ParameterizedTest
    @CsvSource({
        "fine,         200, 10",
        "denied,       401, 9",
        "unmapped,     500, 10",
        "later/fine,     200, 10",
        "later/denied,   401, 9",
        "later/unmapped, 500, 10",
    })
    void countsByTheStatus(String path, int status, long left) throws Exception {
        start(new RateLimitFeature(limiter), PlainResource.class);

        assertThat(get("/plain/status/" + path).statusCode()).isEqualTo(status);
        await().untilAsserted(() -> assertThat(left("status")).isEqualTo(left));
    }

    @Test
    void doesNotStartWhereAnAnnotationCountsByAddress() {
        assertThatThrownBy(() -> start(new RateLimitFeature(limiter), AddressResource.class))
                .hasStackTraceContaining(
                        "class " + AddressResource.class.getName() + ", method get: @RateLimited, member key: ip")
                .hasStackTraceContaining("no HttpServletRequest");
    }

    @Test
    void doesNotStartWhereARuleCountsByAddress() {
        try (RateLimiter byAddress = Limits.with(Limits.rule("addresses", "ip", 1))) {
            assertThatThrownBy(() -> start(new RateLimitFeature(byAddress), PlainResource.class))
                    .hasStackTraceContaining("rule addresses, key: ip")
                    .hasStackTraceContaining("no HttpServletRequest");
        }
    }

    @Test
    void leavesOutARuleByAddressThatComesLaterAndSaysSoOnce() throws Exception {
        start(new RateLimitFeature(limiter), PlainResource.class);
        limiter.ruleRepository().create(Limits.rule("addresses", "ip", 1), "an operator");
        limiter.ruleRepository().create(Limits.rule("together", "global", 10), "an operator");

        String log = Logged.by(() -> {
            allowed(get("/plain/by-key", "X-Api-Key", "a"));
            allowed(get("/plain/by-key", "X-Api-Key", "b"));
        });

        assertThat(left("together")).isEqualTo(8);
        assertThat(log).containsOnlyOnce("rule addresses, key: ip");
    }

    @Path("/plain")
    public static class PlainResource {

        @GET
        @RateLimited(value = "1/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
        public String get() {
            return "plain";
        }

        @GET
        @Path("/by-key")
        @RateLimited(value = "1/1d", algorithm = Algorithm.FIXED_WINDOW, key = "header:X-Api-Key")
        public String byKey() {
            return "key";
        }

        @GET
        @Path("/by-user")
        @RateLimited(value = "1/1d", algorithm = Algorithm.FIXED_WINDOW)
        public String byUser() {
            return "user";
        }

        @GET
        @Path("/charging")
        @RateLimited(value = "10/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
        public String charging() {
            RateLimitContext.current().charge(3);
            return "charged";
        }

        @GET
        @Path("/status/{what}")
        @RateLimited(
                name = "status",
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "401")
        public String status(@PathParam("what") String what) {
            return outcome(what);
        }

        @GET
        @Path("/status/later/{what}")
        @RateLimited(
                name = "status",
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "401")
        public void later(@PathParam("what") String what, @Suspended AsyncResponse response) {
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    response.resume(outcome(what));
                } catch (RuntimeException e) {
                    response.resume(e);
                }
            });
        }

        private static String outcome(String what) {
            return switch (what) {
                case "denied" -> throw new WebApplicationException(401);
                case "unmapped" -> throw new IllegalStateException("nobody maps this");
                default -> what;
            };
        }
    }

    @Path("/address")
    public static class AddressResource {
        @GET
        @RateLimited(value = "1/1d", key = "ip")
        public String get() {
            return "address";
        }
    }

    /** Authenticates whoever says a name. */
    @Priority(1000)
    public static class NamingFilter implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            SecurityContext before = request.getSecurityContext();
            String name = request.getHeaderString("X-Name");
            request.setSecurityContext(new SecurityContext() {
                @Override
                public Principal getUserPrincipal() {
                    return name == null ? null : () -> name;
                }

                @Override
                public boolean isUserInRole(String role) {
                    return false;
                }

                @Override
                public boolean isSecure() {
                    return before.isSecure();
                }

                @Override
                public String getAuthenticationScheme() {
                    return "TEST";
                }
            });
        }
    }
}
