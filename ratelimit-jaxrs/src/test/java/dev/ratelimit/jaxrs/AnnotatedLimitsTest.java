package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.left;
import static dev.ratelimit.jaxrs.Limits.refused;
import static dev.ratelimit.jaxrs.Limits.remaining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnotatedLimitsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    @BeforeEach
    void start() throws Exception {
        limiter = SERVER.closedAfterwards(Limits.with(Limits.rule("central", "global", 1)));
        SERVER.deploy(
                new RateLimitFeature(limiter),
                OrdersResource.class,
                ManyResource.class,
                OpenResource.class,
                ImplementedResource.class,
                DerivedResource.class);
    }

    @Test
    void countsAMethodByItsOwnLimit() {
        allowed(SERVER.send("POST", "/orders"));
        assertThat(remaining(SERVER.send("POST", "/orders"))).isEqualTo("0");
        refused(SERVER.send("POST", "/orders"), "OrdersResource.create");
        allowed(SERVER.get("/orders/1"));
    }

    @Test
    void countsTheOtherMethodsOfAClassTogether() {
        allowed(SERVER.get("/orders/1"));
        allowed(SERVER.get("/orders/2"));
        allowed(SERVER.get("/orders"));
        refused(SERVER.get("/orders/3"), "OrdersResource");
    }

    @Test
    void leavesOutWhatOptsOut() {
        for (int i = 0; i < 5; i++) {
            assertThat(SERVER.get("/orders/health").headers().map()).doesNotContainKey("ratelimit");
            assertThat(SERVER.get("/open").headers().map()).doesNotContainKey("ratelimit");
        }
        assertThat(left(limiter, "OrdersResource", "ip:127.0.0.1")).isEqualTo(3);
    }

    @Test
    void countsAMethodThatSaysMoreThanItsClassWhichOptsOut() {
        allowed(SERVER.get("/open/but-this"));
        refused(SERVER.get("/open/but-this"), "OpenResource.butThis");
    }

    @Test
    void takesOfSeveralLimitsAllOrNothing() {
        assertThat(SERVER.get("/many").headers().firstValue("RateLimit-Policy").orElseThrow())
                .contains("\"ManyResource.get\";q=2", "\"many-together\";q=5");
        allowed(SERVER.get("/many"));
        refused(SERVER.get("/many"), "ManyResource.get");
        assertThat(limiter.look("many-together", "global").decisions().get(0).remaining())
                .isEqualTo(3);
    }

    @Test
    void countsElementsWithOneNameTogether() {
        allowed(SERVER.get("/many/one"));
        refused(SERVER.get("/many/two"), "shared");
    }

    @Test
    void knowsAnnotationsOfAnnotations() {
        allowed(SERVER.get("/many/meta"));
        refused(SERVER.get("/many/meta"), "ManyResource.meta");
    }

    @Test
    void appliesARuleFromElsewhereHereOnly() {
        allowed(SERVER.get("/many/central"));
        refused(SERVER.get("/many/central"), "central");
        allowed(SERVER.get("/orders/1"));
    }

    @Test
    void countsByCostHeaderAndTemplate() {
        assertThat(remaining(SERVER.get("/many/costly"))).isEqualTo("7");
        assertThat(remaining(SERVER.get("/many/by-key", "X-Api-Key", "a"))).isEqualTo("1");
        assertThat(remaining(SERVER.get("/many/by-key", "X-Api-Key", "b"))).isEqualTo("1");
        assertThat(remaining(SERVER.get("/many/by-path/1"))).isEqualTo("2");
        assertThat(remaining(SERVER.get("/many/by-path/2"))).isEqualTo("1");
        assertThat(limiter.look("ManyResource.byPath", "/api/many/by-path/{id}")
                        .decisions()
                        .get(0)
                        .remaining())
                .isEqualTo(1);
    }

    @Test
    void countsOnlyAndNeverRefusesInShadow() {
        for (int i = 0; i < 3; i++) {
            allowed(SERVER.get("/many/shadow"));
        }
    }

    @Test
    void findsWhatAnInterfaceSays() {
        allowed(SERVER.get("/implemented"));
        refused(SERVER.get("/implemented"), "ImplementedResource.get");
    }

    @Test
    void findsWhatTheMethodOfASuperclassSaysUnderTheIdOfTheClassItself() {
        allowed(SERVER.get("/derived/inherited"));
        refused(SERVER.get("/derived/inherited"), "DerivedResource.inherited");
        allowed(SERVER.get("/derived/generic"));
        refused(SERVER.get("/derived/generic"), "DerivedResource.generic");
    }

    @Test
    void listsWhatAnnotationsSay() {
        Rule rule = limiter.rules().find("OrdersResource.create").orElseThrow();
        assertThat(rule.origin()).isEqualTo(Origin.ANNOTATION);
        assertThat(limiter.rules().find("central").orElseThrow().origin()).isEqualTo(Origin.CODE);
        assertThat(limiter.rules().find("OrdersResource")).isPresent();
    }

    @Test
    void givesWayToAStoredRuleOfTheSameIdUntilThatIsDeleted() {
        allowed(SERVER.send("POST", "/orders"));

        long version = store(Limits.rule("OrdersResource.create", "user", 1));
        refused(SERVER.send("POST", "/orders"), "OrdersResource.create");
        allowed(SERVER.get("/orders/1"));
        assertThat(limiter.rules().find("OrdersResource.create").orElseThrow().origin())
                .isEqualTo(Origin.STORED);

        limiter.ruleRepository().delete("OrdersResource.create", version, "test");
        allowed(SERVER.send("POST", "/orders"));
        refused(SERVER.send("POST", "/orders"), "OrdersResource.create");
        assertThat(limiter.rules().find("OrdersResource.create").orElseThrow().origin())
                .isEqualTo(Origin.ANNOTATION);
    }

    @Test
    void isSwitchedOffOrToShadowByAStoredRule() {
        long version = store(Limits.rule("OrdersResource.create", "user", 1).withMode(Mode.OFF));
        assertThat(SERVER.send("POST", "/orders").headers().map()).doesNotContainKey("ratelimit");
        limiter.ruleRepository().delete("OrdersResource.create", version, "test");

        store(Limits.rule("OrdersResource.create", "user", 1).withMode(Mode.SHADOW));
        allowed(SERVER.send("POST", "/orders"));
        allowed(SERVER.send("POST", "/orders"));
    }

    private long store(Rule rule) {
        return limiter.ruleRepository().create(rule, "test").version();
    }

    @Path("/orders")
    @RateLimited(limit = 3, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
    public static class OrdersResource {

        @POST
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        public String create() {
            return "created";
        }

        @GET
        public String list() {
            return "all";
        }

        @GET
        @Path("/{id}")
        public String read(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("/health")
        @NotRateLimited
        public String health() {
            return "well";
        }
    }

    @Path("/open")
    @NotRateLimited
    public static class OpenResource {

        @GET
        public String get() {
            return "open";
        }

        @GET
        @Path("/but-this")
        @RateLimited(limit = 1, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        public String butThis() {
            return "limited";
        }
    }

    /** What is limited once a day. */
    @Retention(RetentionPolicy.RUNTIME)
    @RateLimited(limit = 1, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
    public @interface OnceADay {}

    @Path("/many")
    public static class ManyResource {

        @GET
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        @RateLimited(name = "many-together", value = "5/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
        public String get() {
            return "many";
        }

        @GET
        @Path("/one")
        @RateLimited(name = "shared", value = "1/1d")
        public String one() {
            return "one";
        }

        @GET
        @Path("/two")
        @RateLimited(name = "shared", value = "1/1d")
        public String two() {
            return "two";
        }

        @GET
        @Path("/meta")
        @OnceADay
        public String meta() {
            return "meta";
        }

        @GET
        @Path("/central")
        @RateLimited(rule = "central")
        public String central() {
            return "central";
        }

        @GET
        @Path("/costly")
        @RateLimited(value = "10/1d", algorithm = Algorithm.SLIDING_WINDOW_LOG, cost = 3)
        public String costly() {
            return "costly";
        }

        @GET
        @Path("/by-key")
        @RateLimited(value = "2/1d", algorithm = Algorithm.LEAKY, key = "header:X-Api-Key")
        public String byKey() {
            return "key";
        }

        @GET
        @Path("/by-path/{id: [0-9]+}")
        @RateLimited(value = "3/1d", algorithm = Algorithm.SLIDING_WINDOW_COUNTER, key = "path")
        public String byPath(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("/shadow")
        @RateLimited(value = "1/1d", mode = Mode.SHADOW)
        public String shadow() {
            return "shadow";
        }
    }

    /** What {@link ImplementedResource} implements. */
    public interface Described {
        @GET
        @RateLimited(limit = 1, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        String get();
    }

    @Path("/implemented")
    public static class ImplementedResource implements Described {
        @Override
        public String get() {
            return "implemented";
        }
    }

    /** What {@link DerivedResource} comes from. */
    public static class Base<T> {
        @GET
        @Path("/inherited")
        @RateLimited(limit = 1, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        public String inherited() {
            return "inherited";
        }

        @GET
        @Path("/generic")
        @RateLimited(limit = 1, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        public String generic(@jakarta.ws.rs.QueryParam("t") T t) {
            return "generic" + t;
        }
    }

    @Path("/derived")
    public static class DerivedResource extends Base<String> {
        @Override
        public String generic(String t) {
            return "derived";
        }
    }
}
