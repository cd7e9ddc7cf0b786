package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the application's class says holds where neither method nor class says anything. */
class ApplicationLimitsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static volatile RateLimiter limiter;

    @Test
    void countsAllResourcesThatSayNothingTogether() throws Exception {
        limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(Shop.class);

        allowed(SERVER.get("/one"));
        allowed(SERVER.get("/two"));
        refused(SERVER.get("/one"), "Shop");
        refused(SERVER.get("/two"), "Shop");
        allowed(SERVER.get("/own"));
    }

    @Test
    void countsWhatAnImplementationAnswersByItselfWhereItAsks() throws Exception {
        limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(Shop.class);

        boolean asks = System.getProperty("jaxrs.servlet").contains("jersey");
        String policy = SERVER.send("OPTIONS", "/one")
                .headers()
                .firstValue("RateLimit-Policy")
                .orElse("");
        assertThat(policy.contains("\"Shop\";q=2")).isEqualTo(asks);
    }

    @Test
    void holdForAMethodThatTheClassDoesNotShow() throws Exception {
        Resources resources = new Resources(rules -> {}, Shop.class, true);
        Method shown = Object.class.getMethod("toString");
        assertThat(resources.find(Own.class, shown).limits())
                .extracting(limited -> limited.annotation().value())
                .containsExactly("5/1d");
        assertThat(resources.find(One.class, shown).limits())
                .extracting(limited -> limited.annotation().value())
                .containsExactly("2/1d");
    }

    @RateLimited("2/1d")
    public static class Shop extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(One.class, Two.class, Own.class);
        }

        @SuppressWarnings("deprecation")
        @Override
        public Set<Object> getSingletons() {
            return Set.of(new RateLimitFeature(limiter));
        }
    }

    @Path("/one")
    public static class One {
        @GET
        public String get() {
            return "one";
        }
    }

    @Path("/two")
    public static class Two {
        @GET
        public String get() {
            return "two";
        }
    }

    @Path("/own")
    @RateLimited("5/1d")
    public static class Own {
        @GET
        public String get() {
            return "own";
        }
    }
}
