package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.ResourceRules;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody can mean fails the deployment, and says where. */
class FaultyAnnotationsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void leavesToOthersWhatTheyCountByAnAddressThatIsNotKnownHere() {
        ResourceRules others = new ResourceRules(
                List.of(Limits.rule("other", "ip", 5).from(Origin.ANNOTATION)), Map.of("other", List.of("Other.get")));
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        limiter.annotate("another application", others);
        new Deployment(null, null, false).use(limiter, GateOptions.defaults());

        RateLimiter ours = SERVER.closedAfterwards(Limits.with(Limits.rule("ours", "ip", 5)));
        assertThatThrownBy(() -> new Deployment(null, null, false).use(ours, GateOptions.defaults()))
                .hasMessageContaining("rule ours, key: ip cannot be counted by");
    }

    @ParameterizedTest
    @MethodSource
    void namesClassMethodAndMember(Class<?> resource, String member, String message) {
        Resources resources = new Resources(rules -> {}, null, true);
        Method method = Arrays.stream(resource.getMethods())
                .filter(one -> one.getName().equals("get"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> resources.find(resource, method))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(resource.getName())
                .hasMessageContaining("member " + member)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> namesClassMethodAndMember() {
        return Stream.of(
                Arguments.of(NoLimit.class, "value", "is missing; accepted is either value"),
                Arguments.of(BadText.class, "value", "\"100/1x\" is not a limit; accepted are forms such as 100/1m"),
                Arguments.of(TwoLimits.class, "value", "has limit, window or burst beside it"),
                Arguments.of(NegativeLimit.class, "limit", "-1 is out of range; accepted are 1 and more"),
                Arguments.of(BadWindow.class, "window", "\"soon\""),
                Arguments.of(BurstOfWindow.class, "burst", "5 goes with the token bucket only"),
                Arguments.of(BurstInText.class, "value", "which only a token bucket has"),
                Arguments.of(BadKey.class, "key", "\"usr\" is not a key; did you mean \"user\"?"),
                Arguments.of(BadCost.class, "cost", "cost 0 is out of range"),
                Arguments.of(BadName.class, "name", "no spaces"),
                Arguments.of(NamedDefault.class, "name", "\"default\" is the rule for every request"),
                Arguments.of(RuleAndMore.class, "rule", "\"search\" has other members beside it"),
                Arguments.of(RuleDefault.class, "rule", "\"default\" applies to every request already"),
                Arguments.of(BadStatus.class, "countWhen", "\"600\""),
                Arguments.of(AfterwardsOfWhat.class, "countAfterwards", "without countWhen"),
                Arguments.of(
                        TwoWithoutAName.class, "name", "two different limits have the id \"TwoWithoutAName.get\""));
    }

    @Test
    void failsTheDeployment() {
        assertThatThrownBy(() ->
                        SERVER.deploy(new RateLimitFeature(SERVER.closedAfterwards(Limits.annotated())), BadText.class))
                .satisfies(thrown -> assertThat(chain(thrown))
                        .contains("class " + BadText.class.getName()
                                + ", method get: @RateLimited, member value: \"100/1x\""));
    }

    @Test
    void failsTheDeploymentByTheClassOfASubResourceToo() {
        assertThatThrownBy(() ->
                        SERVER.deploy(new RateLimitFeature(SERVER.closedAfterwards(Limits.annotated())), Leading.class))
                .satisfies(thrown -> assertThat(chain(thrown)).contains(BadText.class.getName()));
    }

    @Test
    void refusesDifferentLimitsUnderOneNameOfAMethod() {
        Resources resources = new Resources(rules -> {}, null, true);
        assertThatThrownBy(
                        () -> resources.find(Overloaded.class, Overloaded.class.getMethods()[0]))
                .hasMessageContaining("two resource methods have this name and different limits");
    }

    @Test
    void refusesALimitBesideItsOppositeOnOneElement() {
        Resources resources = new Resources(rules -> {}, null, true);
        assertThatThrownBy(() -> resources.find(Undecided.class, Undecided.class.getMethods()[0]))
                .hasMessageContaining("@NotRateLimited beside @RateLimited");
    }

    @Test
    void refusesALimitOfALocator() {
        Resources resources = new Resources(rules -> {}, null, true);
        assertThatThrownBy(() -> resources.readRoot(LimitedLocator.class))
                .hasMessageContaining(LimitedLocator.class.getName())
                .hasMessageContaining("method there: a limit where no request ends");
    }

    @Test
    void spoilsNothingThatIsReadLater() {
        AtomicReference<ResourceRules> rules = new AtomicReference<>(ResourceRules.NONE);
        Resources resources = new Resources(rules::set, null, true);
        Method faulty = BadText.class.getMethods()[0];
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> resources.find(BadText.class, faulty)).hasMessageContaining("100/1x");
        }

        resources.readRoot(Sound.class);
        assertThat(rules.get().resources()).containsOnlyKeys("Sound.get");

        assertThat(resources.giveUp(BadText.class, faulty).limits()).isEmpty();
        assertThat(resources.find(BadText.class, faulty).limits()).isEmpty();
    }

    private static String chain(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            all.append(at.getMessage()).append('\n');
            Arrays.stream(at.getSuppressed()).forEach(suppressed -> all.append(chain(suppressed)));
        }
        return all.toString();
    }

    @Path("/locator")
    public static class LimitedLocator {
        @Path("/there")
        @RateLimited("1/1m")
        public Sound there() {
            return new Sound();
        }
    }

    @Path("/named")
    public static class NamedDefault {
        @GET
        @RateLimited(value = "1/1m", name = "default")
        public String get() {
            return "";
        }
    }

    @Path("/sound")
    public static class Sound {
        @GET
        @RateLimited("1/1m")
        public String get() {
            return "";
        }
    }

    @Path("/a")
    public static class NoLimit {
        @GET
        @RateLimited
        public String get() {
            return "";
        }
    }

    @Path("/b")
    public static class BadText {
        @GET
        @RateLimited("100/1x")
        public String get() {
            return "";
        }
    }

    @Path("/c")
    public static class TwoLimits {
        @GET
        @RateLimited(value = "100/1m", limit = 3, window = "1m")
        public String get() {
            return "";
        }
    }

    @Path("/d")
    public static class NegativeLimit {
        @GET
        @RateLimited(limit = -1, window = "1m")
        public String get() {
            return "";
        }
    }

    @Path("/e")
    public static class BadWindow {
        @GET
        @RateLimited(limit = 1, window = "soon")
        public String get() {
            return "";
        }
    }

    @Path("/f")
    public static class BurstOfWindow {
        @GET
        @RateLimited(limit = 1, window = "1m", burst = 5, algorithm = Algorithm.FIXED_WINDOW)
        public String get() {
            return "";
        }
    }

    @Path("/g")
    public static class BurstInText {
        @GET
        @RateLimited(value = "1/1m burst 5", algorithm = Algorithm.LEAKY)
        public String get() {
            return "";
        }
    }

    @Path("/h")
    public static class BadKey {
        @GET
        @RateLimited(value = "1/1m", key = "usr")
        public String get() {
            return "";
        }
    }

    @Path("/i")
    public static class BadCost {
        @GET
        @RateLimited(value = "1/1m", cost = 0)
        public String get() {
            return "";
        }
    }

    @Path("/j")
    public static class BadName {
        @GET
        @RateLimited(value = "1/1m", name = "no spaces")
        public String get() {
            return "";
        }
    }

    @Path("/k")
    public static class RuleAndMore {
        @GET
        @RateLimited(rule = "search", cost = 2)
        public String get() {
            return "";
        }
    }

    @Path("/l")
    public static class RuleDefault {
        @GET
        @RateLimited(rule = "default")
        public String get() {
            return "";
        }
    }

    @Path("/m")
    public static class BadStatus {
        @GET
        @RateLimited(value = "1/1m", countWhen = "600")
        public String get() {
            return "";
        }
    }

    @Path("/n")
    public static class AfterwardsOfWhat {
        @GET
        @RateLimited(value = "1/1m", countAfterwards = true)
        public String get() {
            return "";
        }
    }

    @Path("/o")
    public static class TwoWithoutAName {
        @GET
        @RateLimited("1/1m")
        @RateLimited("2/1m")
        public String get() {
            return "";
        }
    }

    @Path("/p")
    public static class Overloaded {
        @GET
        @RateLimited("1/1m")
        public String get() {
            return "";
        }

        @POST
        @RateLimited("2/1m")
        public String get(String body) {
            return body;
        }
    }

    @Path("/q")
    public static class Undecided {
        @GET
        @RateLimited("1/1m")
        @NotRateLimited
        public String get() {
            return "";
        }
    }

    @Path("/r")
    public static class Leading {
        @Path("/b")
        public BadText there() {
            return new BadText();
        }
    }
}
