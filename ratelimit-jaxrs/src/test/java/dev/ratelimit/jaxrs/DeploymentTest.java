package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.limit.Algorithm;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A feature that is registered as a class, and so finds its limiter itself. */
class DeploymentTest {

    /** CXF tells the Servlet context with the first request only. */
    private static final boolean LATE = System.getProperty("jaxrs.servlet").contains("cxf");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private final Components application = new Components(RateLimitFeature.class, OnceResource.class);
    private final AtomicReference<ServletContext> deployed = new AtomicReference<>();

    private JaxrsServer.Site deploy(JaxrsServer.Setup before) throws Exception {
        return SERVER.deploy(application, context -> {
            deployed.set(context);
            before.accept(context);
        });
    }

    private RateLimiter found() {
        return (RateLimiter) deployed.get().getAttribute(RateLimitFilter.LIMITER);
    }

    private static void install(ServletContext context, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter("limits", filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    @Test
    void takesTheLimiterThatAFilterWasGiven() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("all", "global", 10)));
        deploy(context -> install(context, new RateLimitFilter(limiter)));

        allowed(SERVER.get("/once"));
        refused(SERVER.get("/once"), "OnceResource.get");
        assertThat(Limits.left(limiter, "OnceResource.get", "global")).isZero();
        assertThat(Limits.left(limiter, "all", "global")).isEqualTo(9);
    }

    @Test
    void leavesALimiterOpenThatItWasGiven() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        RateLimiter limiter = SERVER.closedAfterwards(
                RateLimiter.builder().redis(redis.address()).rulesFollow().build());
        JaxrsServer.Site site = deploy(context -> install(context, new RateLimitFilter(limiter)));
        allowed(SERVER.get("/once"));

        site.undeploy();
        assertThat(limiter.reachable(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void takesTheLimiterThatAFilterBuilds() throws Exception {
        deploy(context -> {
            context.setInitParameter("ratelimit.defaultLimit", "5/1d");
            install(context, new RateLimitFilter());
        });

        assertThat(SERVER.get("/once").headers().firstValue("RateLimit-Policy").orElseThrow())
                .contains("\"OnceResource.get\";q=1", "\"default\";q=5");
        refused(SERVER.get("/once"), "OnceResource.get");
        assertThat(deployed.get().getAttribute(ServletLimiter.OWN)).isNull();
        assertThat(found().rules().find("OnceResource.get")).isPresent();
    }

    @Test
    void buildsALimiterWhereAnnotationsAreAllThereIs() throws Exception {
        deploy(context -> {});

        allowed(SERVER.get("/once"));
        refused(SERVER.get("/once"), "OnceResource.get");
        assertThat(deployed.get().getAttribute(ServletLimiter.OWN))
                .isSameAs(found())
                .isNotNull();
    }

    @Test
    void buildsALimiterOfContextParams() throws Exception {
        deploy(context -> context.setInitParameter("ratelimit.defaultLimit", "5/1d"));

        assertThat(SERVER.get("/once").headers().firstValue("RateLimit-Policy").orElseThrow())
                .contains("\"OnceResource.get\";q=1", "\"default\";q=5");
    }

    @Test
    void failsTheDeploymentForASettingThatCannotBeUsed() throws Exception {
        JaxrsServer.Setup wrong = context -> context.setInitParameter("ratelimit.defaultLimit", "many");
        if (!LATE) {
            assertThatThrownBy(() -> deploy(wrong))
                    .hasStackTraceContaining("ratelimit.defaultLimit")
                    .hasStackTraceContaining("many");
            return;
        }
        String log = Logged.by(() -> {
            deploy(wrong);
            assertPassesUncounted(SERVER.get("/once"));
            // Nobody looks again whether there is one now.
            deployed.get().setAttribute(RateLimitFilter.LIMITER, SERVER.closedAfterwards(Limits.annotated()));
            assertPassesUncounted(SERVER.get("/once"));
        });
        assertThat(log).containsOnlyOnce("requests pass uncounted").contains("ratelimit.defaultLimit");
    }

    private static void assertPassesUncounted(HttpResponse<String> response) {
        allowed(response);
        assertThat(response.headers().map()).doesNotContainKey("ratelimit");
    }

    @Test
    void leavesNothingRunningAfterItsApplication() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        Set<Thread> before = ours();
        JaxrsServer.Site site = deploy(context -> context.setInitParameter("ratelimit.redisAddr", redis.address()));
        allowed(SERVER.get("/once"));
        assertThat(found().reachable(Duration.ofSeconds(10))).isTrue();
        assertThat(ours()).isNotEqualTo(before);

        site.undeploy();
        await().untilAsserted(() -> assertThat(ours()).isSubsetOf(before));
    }

    @Test
    void leavesNothingRunningAfterADeploymentThatFailed() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        Set<Thread> before = ours();
        assertThatThrownBy(() -> SERVER.deploy(
                        new Components(RateLimitFeature.class, FaultyResource.class),
                        context -> context.setInitParameter("ratelimit.redisAddr", redis.address())))
                .hasStackTraceContaining("FaultyResource, method get: @RateLimited, member value");
        await().untilAsserted(() -> assertThat(ours()).isSubsetOf(before));
    }

    @Test
    void countsExactlyWhenManyCallersComeAtOnce() throws Exception {
        SERVER.deploy(new Components(RateLimitFeature.class, BusyResource.class), context -> {});

        assertThat(statuses(16, 50)).containsExactly(200, 500, 429, 300);
    }

    /** A status, how many had it, the next one. */
    private static List<Integer> statuses(int threads, int each) throws InterruptedException {
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    for (int n = 0; n < each; n++) {
                        statuses.add(SERVER.get("/busy").statusCode());
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        List<Integer> counted = new ArrayList<>();
        statuses.stream()
                .collect(Collectors.groupingBy(s -> s, TreeMap::new, Collectors.counting()))
                .forEach((status, count) -> counted.addAll(List.of(status, count.intValue())));
        return counted;
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ratelimit-")
                        || thread.getName().startsWith("lettuce-"))
                .collect(Collectors.toSet());
    }

    @Path("/once")
    public static class OnceResource {
        @GET
        @RateLimited(value = "1/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
        public String get() {
            return "once";
        }
    }

    @Path("/faulty")
    public static class FaultyResource {
        @GET
        @RateLimited("much")
        public String get() {
            return "faulty";
        }
    }

    @Path("/busy")
    public static class BusyResource {
        @GET
        @RateLimited(value = "500/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
        public String get() {
            return "busy";
        }
    }
}
