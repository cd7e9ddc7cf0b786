package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A limit that limits nothing, or that is nonsense where nothing needs it, fails the deployment. */
class MisplacedLimitsTest {

    private static final String HERE = "class " + MisplacedLimitsTest.class.getName() + "$";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static volatile RateLimiter limiter;

    private static RateLimitFeature feature() {
        limiter = SERVER.closedAfterwards(Limits.annotated());
        return new RateLimitFeature(limiter);
    }

    @ParameterizedTest
    @MethodSource
    void failsTheDeployment(Class<?> resource, String message) {
        assertThatThrownBy(() -> SERVER.deploy(feature(), resource))
                .hasStackTraceContaining(HERE + resource.getSimpleName() + message);
    }

    static Stream<Arguments> failsTheDeployment() {
        return Stream.of(
                Arguments.of(
                        AllOptOut.class, ": @RateLimited, member value: \"nonsense\" is not a limit; accepted are"),
                Arguments.of(AllTheirOwn.class, ": @RateLimited, member key: \"usr\" is not a key"),
                Arguments.of(
                        NoId.class,
                        ", method get: @RateLimited, member rule: \"not an id!\" is not an id; accepted are 1 to 64 of"),
                Arguments.of(
                        OnlyLocators.class, ": a limit where no request ends, as the class has no resource methods"),
                Arguments.of(
                        ByInterface.class, ": a limit where no request ends, as the class has no resource methods"),
                Arguments.of(
                        Static.class,
                        ", method get: a limit where no request comes, as the method is static; accepted are public"),
                Arguments.of(
                        Protected.class,
                        ", method hidden: a limit where no request comes, as the method is not public; accepted are"),
                Arguments.of(
                        Private.class, ", method hidden: a limit where no request comes, as the method is not public"),
                Arguments.of(
                        TwoTheSame.class,
                        ", method get: @RateLimited, member name: is missing on two limits that are the same"),
                Arguments.of(
                        ClassTheSame.class, ": @RateLimited, member name: is missing on two limits that are the same"),
                Arguments.of(OneOfTwo.class, ", method get: two resource methods have this name and different limits"));
    }

    @Test
    void failsTheDeploymentByTheApplicationThatNoClassNeeds() {
        feature();
        assertThatThrownBy(() -> SERVER.deploy(Nonsense.class))
                .hasStackTraceContaining(
                        HERE + "Nonsense: @RateLimited, member value: \"nonsense\" is not a limit; accepted are");
    }

    @Test
    void leavesAloneWhatIsSaidForOthers() throws Exception {
        SERVER.deploy(feature(), Raised.class, Inheriting.class, Overloads.class);

        allowed(SERVER.get("/raised"));
        refused(SERVER.get("/raised"), "Raised.get");
        assertThat(SERVER.get("/inheriting/there").statusCode()).isEqualTo(200);
        allowed(SERVER.get("/overloads"));
        refused(SERVER.send("POST", "/overloads"), "both");
    }

    @Test
    void warnsOfACostThatNoLimitHolds() throws Exception {
        String log = Logged.by(() -> {
            SERVER.deploy(feature(), Costly.class);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("ratelimit-lint")));
        });
        assertThat(log).containsOnlyOnce("Costly.get: refuses every request: its cost 5 is more than its limit 1");
        assertThat(SERVER.get("/costly").statusCode()).isEqualTo(429);
    }

    @RateLimited("nonsense")
    public static class Nonsense extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Raised.class);
        }

        @SuppressWarnings("deprecation")
        @Override
        public Set<Object> getSingletons() {
            return Set.of(new RateLimitFeature(limiter));
        }
    }

    @Path("/a")
    @RateLimited("nonsense")
    public static class AllOptOut {
        @GET
        @NotRateLimited
        public String get() {
            return "";
        }
    }

    @Path("/b")
    @RateLimited(value = "1/1d", key = "usr")
    public static class AllTheirOwn {
        @GET
        @RateLimited("1/1d")
        public String get() {
            return "";
        }
    }

    @Path("/c")
    public static class NoId {
        @GET
        @RateLimited(rule = "not an id!")
        public String get() {
            return "";
        }
    }

    /** Is led to. */
    public static class There {
        @GET
        public String get() {
            return "there";
        }
    }

    @Path("/d")
    @RateLimited("1/1d")
    public static class OnlyLocators {
        @Path("/there")
        public There there() {
            return new There();
        }
    }

    /** Describes {@link ByInterface}. */
    @Path("/e")
    @RateLimited("1/1d")
    public interface Api {
        @Path("/there")
        There there();
    }

    public static class ByInterface implements Api {
        @Override
        public There there() {
            return new There();
        }
    }

    @Path("/f")
    public static class Static {
        @RateLimited("1/1d")
        public static String get() {
            return "";
        }

        @GET
        public String all() {
            return "";
        }
    }

    @Path("/g")
    public static class Protected {
        @GET
        public String get() {
            return "";
        }

        @GET
        @Path("/hidden")
        @RateLimited("1/1d")
        protected String hidden() {
            return "";
        }
    }

    @Path("/h")
    public static class Private {
        @GET
        public String get() {
            return hidden();
        }

        @RateLimited("1/1d")
        private String hidden() {
            return "";
        }
    }

    @Path("/i")
    public static class TwoTheSame {
        @GET
        @RateLimited("1/1d")
        @RateLimited("1/1d")
        public String get() {
            return "";
        }
    }

    @Path("/j")
    @RateLimited("1/1d")
    @RateLimited("1/1d")
    public static class ClassTheSame {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("/k")
    @RateLimited("5/1d")
    public static class OneOfTwo {
        @GET
        @Path("/own")
        @RateLimited("5/1d")
        public String get() {
            return "";
        }

        @GET
        @Path("/class")
        public String get(@QueryParam("x") String x) {
            return "";
        }
    }

    /** Is not reached itself. */
    public abstract static class Below {
        @RateLimited("1/1d")
        protected abstract String get();
    }

    @Path("/raised")
    public static class Raised extends Below {
        @Override
        @GET
        public String get() {
            return "raised";
        }
    }

    /** Says what holds for classes below that have methods. */
    @RateLimited("1/1d")
    public static class Usual {}

    @Path("/inheriting")
    public static class Inheriting extends Usual {
        @Path("/there")
        public There there() {
            return new There();
        }
    }

    @Path("/overloads")
    @RateLimited(name = "both", value = "1/1d")
    public static class Overloads {
        @GET
        @RateLimited(name = "both", value = "1/1d")
        public String get() {
            return "";
        }

        @POST
        public String get(String body) {
            return "";
        }
    }

    @Path("/costly")
    public static class Costly {
        @GET
        @RateLimited(value = "1/1d", cost = 5)
        public String get() {
            return "";
        }
    }
}
