package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import jakarta.servlet.ServletRegistration;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers are told of their own limits. */
class MeServletTest {

    private static final String BY_KEY = Filters.rule("by-key", "\"key\": [\"user\"]", "5");
    private static final String SEARCH =
            Filters.rule("search", "\"when\": {\"path\": \"/search/**\"}, \"priority\": 1, \"cost\": 2", "6");
    private static final String SECRET = "sk-live-4711";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private void deploy(RateLimiter limiter) throws Exception {
        RateLimitFilter filter =
                new RateLimitFilter(limiter, GateOptions.defaults().withExclude("/me"));
        SERVER.deploy(context -> {
            Filters.add(context, "ratelimit", filter);
            ServletRegistration.Dynamic servlet = context.addServlet("me", new MeServlet());
            servlet.addMapping("/me");
        });
    }

    private static RateLimiter limiter(String... rules) {
        return SERVER.closedAfterwards(
                Filters.limiter(rules).identification(byKey()).build());
    }

    private static Identification byKey() {
        return Identification.defaults().withResolver(KeyResolver.parse("header:X-Api-Key,ip"));
    }

    private static JsonNode me(String query) throws JsonProcessingException {
        HttpResponse<String> response = SERVER.get("/me" + query, "X-Api-Key", SECRET);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).doesNotContain(SECRET);
        return new ObjectMapper().readTree(response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "BREW"})
    void answersNothingButReading(String method) throws Exception {
        deploy(limiter(SEARCH));
        HttpResponse<String> response = SERVER.send(method, "/me");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new ObjectMapper().readTree(response.body()).path("status").asInt())
                .isEqualTo(405);
    }

    @Test
    void tellsWhatIsLeftAndTakesNothing() throws Exception {
        deploy(limiter(BY_KEY));
        SERVER.get("/", "X-Api-Key", SECRET);
        for (int i = 0; i < 3; i++) {
            JsonNode me = me("");
            assertThat(me.get("user").asText()).startsWith("key:");
            assertThat(me.get("limits")).hasSize(1);
            assertThat(me.at("/limits/0").toString())
                    .matches("\\{\"rule\":\"by-key\",\"policy\":\"by-key\",\"algorithm\":\"fixed_window\",\"limit\":5,"
                            + "\"window\":\"1d\",\"cost\":1,\"enforced\":true,\"remaining\":4,\"reset\":\\d{10},"
                            + "\"retry_after\":0,\"retry_after_ms\":0,\"source\":\"memory\"}");
        }
    }

    @Test
    void tellsOfAnotherPathWhenAskedTo() throws Exception {
        deploy(limiter(BY_KEY, SEARCH));
        SERVER.get("/search/a", "X-Api-Key", SECRET);
        assertThat(me("").get("limits").findValuesAsText("rule")).containsExactly("by-key");
        JsonNode limits = me("?path=/search/b").get("limits");
        assertThat(limits.findValuesAsText("rule")).containsExactly("search", "by-key");
        assertThat(limits.at("/0/remaining").asInt()).isEqualTo(4);
        assertThat(limits.at("/0/cost").asInt()).isEqualTo(2);
    }

    @Test
    void aCallerWithoutAKeyIsNoUser() throws Exception {
        deploy(limiter(BY_KEY));
        JsonNode me = new ObjectMapper().readTree(SERVER.get("/me").body());
        assertThat(me.get("user").isNull()).isTrue();
        assertThat(me.at("/limits/0/remaining").asInt()).isEqualTo(5);
    }

    @Test
    void nobodyIsMadeAndNothingIsWritten() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        deploy(SERVER.closedAfterwards(Filters.limiter(BY_KEY)
                .redis(redis.address())
                .identification(byKey())
                .build()));
        assertThat(me("").at("/limits/0/source").asText()).isEqualTo("redis");
        assertThat(RedisKeys.of(redis)).noneMatch(key -> key.contains("by-key") || key.contains("users"));
    }

    @Test
    void saysSoWhileRedisIsLost() throws Exception {
        deploy(SERVER.closedAfterwards(Filters.limiter(BY_KEY)
                .redis("127.0.0.1:9")
                .identification(byKey())
                .build()));
        HttpResponse<String> response = SERVER.get("/me", "X-Api-Key", SECRET);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void isOnlyRead(String method) throws Exception {
        deploy(limiter(BY_KEY));
        assertThat(SERVER.send(method, "/me").statusCode()).isEqualTo(405);
    }

    @Test
    void failsWithoutALimiter() throws Exception {
        SERVER.deploy(context -> context.addServlet("me", new MeServlet()).addMapping("/me"));
        assertThat(SERVER.get("/me").statusCode()).isEqualTo(500);
    }
}
