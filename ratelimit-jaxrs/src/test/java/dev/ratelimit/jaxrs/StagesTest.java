package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.left;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.rule.Condition;
import jakarta.annotation.Priority;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a Servlet filter in front, and with authentication between. */
class StagesTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static JaxrsServer.Setup filter(RateLimiter limiter) {
        return filter(new RateLimitFilter(limiter));
    }

    private static JaxrsServer.Setup filter(RateLimitFilter limiting) {
        return context -> add(context, "ratelimit", limiting, "/*");
    }

    @Test
    void chargesARuleOnceAndShowsWhatIsStrictestOfBoth() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ShopResource.class), filter(limiter));

        HttpResponse<String> response = SERVER.get("/shop");

        allowed(response);
        assertThat(response.headers().allValues("RateLimit-Policy"))
                .singleElement()
                .asString()
                .startsWith("\"ShopResource.get\";q=2")
                .contains("\"all\";q=100");
        assertThat(response.headers().allValues("X-RateLimit-Limit")).containsExactly("2");
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(99);
    }

    @Test
    void putsBackWhatTheFilterTookWhenTheResourceIsRefused() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ShopResource.class), filter(limiter));
        allowed(SERVER.get("/shop"));
        allowed(SERVER.get("/shop"));

        refused(SERVER.get("/shop"), "ShopResource.get");

        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(98);
    }

    @Test
    void takesTheLimiterOfTheFilter() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(new Components(RateLimitFeature.class, ShopResource.class), filter(limiter));

        allowed(SERVER.get("/shop"));

        assertThat(left(limiter, "ShopResource.get", "ip:127.0.0.1")).isEqualTo(1);
    }

    @Test
    void takesTheOptionsOfTheFilterToo() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 1)));
        GateOptions options = GateOptions.defaults().withExclude("/api/shop/other");
        SERVER.deploy(
                new Components(RateLimitFeature.class, ShopResource.class),
                filter(new RateLimitFilter(limiter, options)));

        allowed(SERVER.get("/shop/other"));
        allowed(SERVER.get("/shop/other"));
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(1);
    }

    @Test
    void leavesItToTheFilterToSettle() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("failures", "ip", 5).withCountWhen(CountWhen.of("4xx"))));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ShopResource.class), filter(limiter));

        allowed(SERVER.get("/shop"));

        await().until(() -> left(limiter, "failures", "127.0.0.1") == 5);
        assertThat(SERVER.get("/shop/missing").statusCode()).isEqualTo(404);
        await().until(() -> left(limiter, "failures", "127.0.0.1") == 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "through", "mapped", "streaming"})
    void limitsByTheStatusThatAResourceSendsBehindTheFilter(String how) throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("failures", "ip", 2).withCountWhen(CountWhen.of("401"))));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ErrorResource.class), filter(limiter));

        for (long left = 1; left >= 0; left--) {
            long expected = left;
            assertThat(SERVER.get("/error/" + how).statusCode()).isEqualTo(401);
            await().during(100, TimeUnit.MILLISECONDS).until(() -> left(limiter, "failures", "127.0.0.1") == expected);
        }
        refused(SERVER.get("/error/" + how), "failures");
    }

    @Test
    void tellsTheRequestWhatWasDecided() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(new RateLimitFeature(limiter), ShopResource.class);
        assertThat(SERVER.get("/shop/verdict").body()).isEqualTo("all 99");
    }

    /** Whatever its priority from 2 on, it has its say first. */
    @Test
    void countsByTheStatusThatAFilterOfTheApplicationSets() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("failures", "ip", 2).withCountWhen(CountWhen.of("401"))));
        SERVER.deploy(new RateLimitFeature(limiter), ShopResource.class, new Forbidding());
        for (int i = 0; i < 2; i++) {
            assertThat(SERVER.get("/shop/other").statusCode()).isEqualTo(401);
        }
        await().until(() -> left(limiter, "failures", "127.0.0.1") == 0);
    }

    @Priority(2)
    static final class Forbidding implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.setStatus(401);
        }
    }

    /** As of an error page, or whatever else an outer filter makes of a response. */
    @Test
    void decidesNothingOnceTheResponseIsSettled() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ShopResource.class), context -> {
            Filter forwarding = (request, response, chain) -> {
                chain.doFilter(request, response);
                request.getRequestDispatcher("/api/shop").forward(request, response);
            };
            add(context, "forwarding", forwarding, "/plain");
            add(context, "ratelimit", new RateLimitFilter(limiter), "/*");
            HttpServlet plain = new HttpServlet() {
                private static final long serialVersionUID = 1;

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
            };
            context.addServlet("plain", plain).addMapping("/plain");
        });
        for (int i = 1; i <= 4; i++) {
            assertThat(SERVER.send(HttpRequest.newBuilder(
                                            SERVER.uri("/../plain").normalize())
                                    .build())
                            .body())
                    .isEqualTo("shop");
            assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(100 - i);
        }
        assertThat(left(limiter, "ShopResource.get", "ip:127.0.0.1")).isEqualTo(2);
    }

    private static void add(ServletContext context, String name, Filter filter, String path) {
        FilterRegistration.Dynamic added = context.addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path);
    }

    @Test
    void countsByTheTemplateBehindTheFilterWhereARuleAsksForAResourceOrNamesAPlace() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(
                Limits.rule("bare", "path", 100),
                Limits.rule("waiting", "path", 100).withCondition(Condition.resource("*")),
                Limits.rule("naming", "path", 100).withCondition(Condition.path("/api/shop/items/{item}"))));
        SERVER.deploy(new Components(new RateLimitFeature(limiter), ShopResource.class), filter(limiter));

        allowed(SERVER.get("/shop/items/1"));
        allowed(SERVER.get("/shop/items/2"));

        assertThat(left(limiter, "bare", "/api/shop/items/1")).isEqualTo(99);
        assertThat(left(limiter, "waiting", "/api/shop/items/{id}")).isEqualTo(98);
        assertThat(left(limiter, "naming", "/api/shop/items/{item}")).isEqualTo(98);
    }

    @Test
    void countsByTheUserThatAuthenticationFound() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(new RateLimitFeature(limiter), ShopResource.class, new Authentication());

        allowed(SERVER.get("/shop", "X-User", "alice"));

        assertThat(left(limiter, "ShopResource.get", "alice")).isEqualTo(1);
        assertThat(left(limiter, "ShopResource.get", "bob")).isEqualTo(2);
    }

    @Test
    void ranksTheUserThatAuthenticationFoundBehindTheFilter() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 100)));
        SERVER.deploy(
                new Components(new RateLimitFeature(limiter), ShopResource.class, new Authentication()),
                filter(limiter));

        allowed(SERVER.get("/shop", "X-User", "alice"));

        await().untilAsserted(() -> assertThat(requests(limiter)).isEqualTo(Map.of("alice", 1L, "ip:127.0.0.1", 1L)));
    }

    private static Map<String, Long> requests(RateLimiter limiter) {
        long minute = Unit.MINUTE.of(Instant.now());
        return limiter.observations()
                .analytics()
                .orElseThrow()
                .read(new Span(Unit.MINUTE, minute - 2, 3))
                .requests();
    }

    @Test
    void runsAtAnotherPriorityWhenAsked() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(
                new RateLimitFeature(limiter).withPriority(Priorities.AUTHENTICATION - 1),
                ShopResource.class,
                new Authentication());

        allowed(SERVER.get("/shop", "X-User", "alice"));

        assertThat(left(limiter, "ShopResource.get", "ip:127.0.0.1")).isEqualTo(1);
    }

    @Test
    void refusesByAddressBeforeAuthenticationInTheEarlyStage() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(
                Limits.rule("tries", "ip", 3).withCountWhen(CountWhen.of("401")), Limits.rule("users", "user", 100)));
        Authentication authentication = new Authentication();
        SERVER.deploy(new RateLimitFeature(limiter).withEarlyStage(), ShopResource.class, authentication);

        for (int i = 0; i < 3; i++) {
            assertThat(SERVER.get("/shop/other", "X-User", "nobody").statusCode())
                    .isEqualTo(401);
        }
        refused(SERVER.get("/shop/other", "X-User", "alice"), "tries");
        assertThat(authentication.asked).hasValue(3);
        assertThat(left(limiter, "users", "alice")).isEqualTo(100);
    }

    @Test
    void decidesByEachRuleInOneOfBothStages() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("addresses", "ip", 10), Limits.rule("users", "user", 10)));
        SERVER.deploy(new RateLimitFeature(limiter).withEarlyStage(), ShopResource.class, new Authentication());

        HttpResponse<String> response = SERVER.get("/shop/other", "X-User", "alice");

        allowed(response);
        assertThat(response.headers().firstValue("RateLimit-Policy").orElseThrow())
                .contains("\"addresses\"", "\"users\"");
        assertThat(left(limiter, "addresses", "127.0.0.1")).isEqualTo(9);
        assertThat(left(limiter, "users", "alice")).isEqualTo(9);
    }

    @Test
    void decidesByRulesAlone() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(
                Limits.rule("others", "ip", 1).withCondition(Condition.path("/api/shop/other")),
                Limits.rule("named", "ip", 7).withCondition(Condition.resource("ShopResource.miss*"))));
        SERVER.deploy(new RateLimitFeature(limiter), ShopResource.class);

        allowed(SERVER.get("/shop/other"));
        refused(SERVER.get("/shop/other"), "others");
        assertThat(SERVER.get("/shop/missing").headers().firstValue("X-RateLimit-Remaining"))
                .contains("6");
    }

    @Test
    void asksNoRuleAboutWhatOptsOut() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "ip", 1)));
        SERVER.deploy(new RateLimitFeature(limiter), ShopResource.class);

        allowed(SERVER.get("/shop/free"));
        allowed(SERVER.get("/shop/free"));
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(1);
    }

    @Path("/shop")
    public static class ShopResource {

        @GET
        @Path("/free")
        @NotRateLimited
        public String free() {
            return "free";
        }

        @GET
        @RateLimited("2/1d")
        public String get() {
            return "shop";
        }

        @GET
        @Path("/items/{id}")
        public String item(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("/verdict")
        public String verdict(@Context HttpServletRequest request) {
            Decision decision =
                    RateLimitFilter.verdict(request).orElseThrow().decisions().get(0);
            return decision.rule() + " " + decision.remaining();
        }

        @GET
        @Path("/other")
        public String other() {
            return "other";
        }

        @GET
        @Path("/missing")
        public Response missing() {
            return Response.status(404).entity("missing").build();
        }
    }

    /** Fails with 401 in every way. */
    @Path("/error")
    public static class ErrorResource {

        private @Context HttpServletResponse response;

        @GET
        @Path("/now")
        public void now() throws IOException {
            response.sendError(401);
        }

        @GET
        @Path("/streaming")
        public StreamingOutput streaming() {
            return out -> response.sendError(401);
        }

        @GET
        @Path("/through")
        public void through() throws IOException {
            response.setStatus(401);
            response.flushBuffer();
        }

        @GET
        @Path("/mapped")
        public void mapped() {
            throw new NotAuthorizedException("who?");
        }
    }

    /** Believes whoever says a name other than nobody. */
    @Priority(Priorities.AUTHENTICATION)
    static final class Authentication implements ContainerRequestFilter {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public void filter(ContainerRequestContext request) {
            asked.incrementAndGet();
            String name = request.getHeaderString("X-User");
            if (name.equals("nobody")) {
                request.abortWith(Response.status(401).entity("who?").build());
            }
            request.setSecurityContext(new User(name));
        }
    }

    private record User(String name) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return () -> name;
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
            return "test";
        }
    }
}
