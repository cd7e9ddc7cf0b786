package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.rule.RulesFile;
import jakarta.annotation.Priority;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What docs/jaxrs.md shows does what is said there. */
class ManualTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @TempDir
    private static java.nio.file.Path classes;

    private static ClassLoader loader;

    @BeforeAll
    static void compile() throws Exception {
        loader = Manual.compile(classes);
    }

    @Test
    void theFirstExampleLimitsAUserWithoutAFurtherSetting() throws Exception {
        AtomicReference<ServletContext> context = new AtomicReference<>();
        Application shop =
                type("Shop").asSubclass(Application.class).getConstructor().newInstance();
        SERVER.deploy(shop, context::set);

        assertThat(policies("POST", "/orders")).isEqualTo("\"OrdersResource.create\";q=100;w=60");
        assertThat(SERVER.send("POST", "/orders").body()).isEqualTo("created");
        SERVER.closedAfterwards((RateLimiter) context.get().getAttribute(RateLimitFilter.LIMITER));
    }

    @Test
    void theSecondExampleHasTheLimitsThatItSays() throws Exception {
        deploy(new RateLimitFeature(limiter()), "SessionResource");

        assertThat(policies("POST", "/login")).isEqualTo("\"SessionResource.login\";q=5;w=60");
        assertThat(policies("GET", "/report"))
                .contains("\"SessionResource.report\";q=10;w=60", "\"reports\";q=100;w=3600")
                .doesNotContain("SessionResource\"");
        assertThat(policies("GET", "/search")).isEmpty();
        assertThat(policies("GET", "/health")).isEmpty();
    }

    @Test
    void aFaultFailsTheDeploymentWithTheMessageThatIsShown() {
        Throwable fault = catchThrowable(() -> deploy(new RateLimitFeature(limiter()), "FaultyResource"));
        assertThat(Stream.iterate(fault, cause -> cause != null, Throwable::getCause))
                .extracting(Throwable::getMessage)
                .contains(Manual.blocks("text").get(0).strip());
    }

    @Test
    void theEarlyStageCountsGuessesBeforeAPasswordIsLookedAt() throws Exception {
        RateLimiter limiter = limiter();
        deploy(new RateLimitFeature(limiter).withEarlyStage(), "AccountResource", new Passwords());

        assertThat(SERVER.get("/account").statusCode()).isEqualTo(401);
        assertThat(policies("GET", "/account")).isEqualTo("\"guesses\";q=20;w=3600");
        assertThat(policies("GET", "/account", "X-Password", "right"))
                .contains("\"guesses\";q=20;w=3600", "\"AccountResource.get\";q=100;w=60");
        assertThat(Limits.left(limiter, "guesses", "127.0.0.1")).isEqualTo(18);
    }

    @Test
    void theCostThatIsKnownAfterwardsIsCharged() throws Exception {
        RateLimiter limiter = limiter();
        deploy(new RateLimitFeature(limiter), "AnswersResource");
        HttpRequest question = HttpRequest.newBuilder(SERVER.uri("/answers"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("this"))
                .build();

        assertThat(SERVER.send(question).body()).isEqualTo("As to this");
        assertThat(Limits.left(limiter, "tokens", "ip:127.0.0.1")).isEqualTo(100_000 - 1 - "As to this".length());
        assertThat(Limits.left(limiter, "requests", "ip:127.0.0.1")).isEqualTo(59);
    }

    @Test
    void theContextIsFoundInAllWaysThatAreTold() throws Exception {
        RateLimiter limiter = limiter();
        SERVER.deploy(new RateLimitFeature(limiter), SeekingResource.class);

        assertThat(SERVER.get("/seeking").body()).isEqualTo("the same");
        assertThat(Limits.left(limiter, "SeekingResource.get", "ip:127.0.0.1")).isEqualTo(7);
    }

    @Test
    void theRulesOfItAreRead() {
        for (String block : Manual.blocks("json")) {
            String rules = block.contains("\"rules\"") ? block : "{\"rules\": [" + block + "]}";
            assertThat(RulesFile.parse(rules).rules()).isNotEmpty();
        }
    }

    @Test
    void tellsEveryMemberWithItsDefault() {
        Map<String, String> told = Manual.table("member").stream()
                .collect(Collectors.toMap(
                        row -> Manual.code(row.get(0)).get(0),
                        row -> Manual.code(row.get(1)).get(0)));
        Map<String, String> real = Arrays.stream(RateLimited.class.getDeclaredMethods())
                .collect(Collectors.toMap(Method::getName, member -> written(member.getDefaultValue())));
        assertThat(told).isEqualTo(real);
    }

    /** A value as one writes it in an annotation. */
    private static String written(Object value) {
        if (value.getClass().isArray()) {
            List<String> elements = IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> written(Array.get(value, i)))
                    .toList();
            return elements.size() == 1 ? elements.get(0) : "{" + String.join(", ", elements) + "}";
        }
        return value instanceof String ? "\"" + value + "\"" : value instanceof Enum<?> word ? word.name() : "" + value;
    }

    private static void deploy(RateLimitFeature feature, String resource, Object... more) throws Exception {
        Object[] components = Stream.concat(Stream.of(feature, type(resource)), Stream.of(more))
                .toArray();
        SERVER.deploy(components);
    }

    private static RateLimiter limiter() {
        return SERVER.closedAfterwards(Limits.annotated());
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass("shop." + name);
    }

    private static String policies(String method, String path, String... headers) {
        return SERVER.send(method, path, headers)
                .headers()
                .firstValue("RateLimit-Policy")
                .orElse("");
    }

    /** Lets nobody in without the password. */
    @Priority(Priorities.AUTHENTICATION)
    public static final class Passwords implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getHeaderString("X-Password") == null) {
                request.abortWith(Response.status(401).entity("who are you?").build());
            }
        }
    }

    /** Looks for the context of its request. */
    @Path("/seeking")
    public static class SeekingResource {

        @Context
        private Providers providers;

        @Context
        private jakarta.servlet.http.HttpServletRequest request;

        @GET
        @RateLimited("10/1d")
        public String get() {
            RateLimitContext current = RateLimitContext.current();
            current.charge(2);
            RateLimitContext found = providers
                    .getContextResolver(RateLimitContext.class, MediaType.WILDCARD_TYPE)
                    .getContext(getClass());
            RateLimitContext held = RateLimitContext.of(request.getAttribute(RateLimitContext.ATTRIBUTE));
            return current == found && current == held ? "the same" : "others";
        }
    }
}
