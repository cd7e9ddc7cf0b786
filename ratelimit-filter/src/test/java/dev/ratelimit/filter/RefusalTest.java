package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.Refusal;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusalTest {

    private static final String ONE_FOR_ALL = Filters.rule("one", "\"key\": [\"global\"]", "1");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static HttpResponse<String> refused(String... headers) {
        assertThat(SERVER.get("/").statusCode()).isEqualTo(200);
        return SERVER.get("/", headers);
    }

    private static void deploy(GateOptions options) throws Exception {
        deploy(options, new StandardResponder());
    }

    private static void deploy(GateOptions options, RateLimitResponder responder) throws Exception {
        SERVER.deploy(
                Filters.with(new RateLimitFilter(Filters.limiter(ONE_FOR_ALL).build(), options, responder)));
    }

    @Test
    void answers429WithAProblemAndWhenToComeBack() throws Exception {
        deploy(GateOptions.defaults());
        HttpResponse<String> response = refused();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"one\";r=0;t=");
        long wait = Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow());
        long leftOfDay = 86_400 - Instant.now().getEpochSecond() % 86_400;
        assertThat(wait)
                .isBetween(leftOfDay - 1, leftOfDay + Duration.ofSeconds(10).toSeconds());
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.path("type").asText()).endsWith("#quota-exceeded");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(problem.path("violated-policies")).hasSize(1).first().hasToString("\"one\"");
    }

    @Test
    void answersInPlainTextWhenAsked() throws Exception {
        deploy(GateOptions.defaults());
        HttpResponse<String> response = refused("Accept", "text/plain");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body()).isEqualTo("rate limit exceeded");
    }

    @Test
    void answersWithAnotherStatusAndText() throws Exception {
        deploy(GateOptions.defaults()
                .withResponse(ResponseOptions.defaults().withStatus(420).withText("enhance your calm ✓")));
        HttpResponse<String> response = refused("Accept", "text/plain");
        assertThat(response.statusCode()).isEqualTo(420);
        assertThat(response.body()).isEqualTo("enhance your calm ✓");
    }

    @Test
    void leavesTheAnswerToAResponder() throws Exception {
        deploy(GateOptions.defaults(), (request, response, verdict, refusal) -> {
            response.setStatus(refusal.status());
            response.getWriter().print("<h1>" + verdict.decisions().get(0).rule() + "</h1>");
        });
        HttpResponse<String> response = refused();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("<h1>one</h1>");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void leavesTheAnswerToASubclass() throws Exception {
        SERVER.deploy(
                Filters.with(new RateLimitFilter(Filters.limiter(ONE_FOR_ALL).build()) {
                    @Override
                    protected void refuse(
                            HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
                            throws IOException {
                        response.sendError(429, "slow down");
                    }
                }));
        HttpResponse<String> response = refused();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
    }

    @Test
    void refusesEvenWhenTheResponderFails() throws Exception {
        deploy(GateOptions.defaults(), (request, response, verdict, refusal) -> {
            response.getWriter().print("half a page");
            throw new IllegalStateException("as the test wants it");
        });
        HttpResponse<String> response = refused();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).startsWith("{\"type\"").contains("quota-exceeded");
    }

    @Test
    void refusesARequestWithoutTheKeyThatIsDemanded() throws Exception {
        SERVER.deploy(Filters.with(
                new RateLimitFilter(Filters.limiter(Filters.rule("keyed", "\"key\": [\"header:X-Api-Key\"]", "5"))
                        .identification(Identification.defaults().withMissingKey(MissingKey.DENY))
                        .build())));
        HttpResponse<String> response = SERVER.get("/");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(SERVER.get("/", "X-Api-Key", "k").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhoIsOnTheDenyListUntilTheEntryEnds() throws Exception {
        RateLimiter limiter = Filters.limiter(ONE_FOR_ALL).build();
        SERVER.deploy(Filters.with(new RateLimitFilter(limiter)));
        limiter.denyList().put("127.0.0.0/8", "test", "test", null);
        HttpResponse<String> refused = SERVER.get("/");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().map()).doesNotContainKeys("Retry-After", "RateLimit", "X-RateLimit-Limit");

        limiter.denyList().put("ip:127.0.0.1", "test", "test", Instant.now().plusSeconds(100));
        HttpResponse<String> banned = SERVER.get("/");
        assertThat(banned.statusCode()).isEqualTo(429);
        assertThat(banned.body()).contains("#abnormal-usage-detected");
        assertThat(Long.parseLong(banned.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(90L, 101L);

        limiter.denyList().remove("127.0.0.0/8");
        limiter.denyList().remove("ip:127.0.0.1");
        limiter.allowList().put("ip:127.0.0.1", "test", "test", null);
        for (int i = 0; i < 3; i++) {
            assertThat(SERVER.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void chargesNoRuleWhenAnotherOneDenies() throws Exception {
        SERVER.deploy(Filters.with(Filters.counting(
                Filters.rule("tight", "\"key\": [\"global\"], \"when\": {\"path\": \"/tight\"}", "1"),
                Filters.THREE_FOR_ALL)));
        assertThat(SERVER.get("/tight").statusCode()).isEqualTo(200);
        assertThat(SERVER.get("/tight").statusCode()).isEqualTo(429);
        assertThat(SERVER.get("/").headers().firstValue("X-RateLimit-Remaining"))
                .contains("1");
    }

    @Test
    void neverDeniesByAShadowRule() throws Exception {
        SERVER.deploy(Filters.with(
                Filters.counting(Filters.rule("shy", "\"key\": [\"global\"], \"mode\": \"shadow\"", "1"))));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = SERVER.get("/verdict");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("RateLimit")).isEmpty();
        }
        assertThat(SERVER.get("/verdict").body()).contains("rule=shy").contains("allowed=false");
    }

    @Test
    void passesExcludedPathsUncounted() throws Exception {
        deploy(GateOptions.defaults().withExclude("/health", "/static/**"));
        for (int i = 0; i < 3; i++) {
            assertThat(SERVER.get("/health").statusCode()).isEqualTo(200);
            assertThat(SERVER.get("/static/css/site.css").headers().firstValue("RateLimit"))
                    .isEmpty();
        }
        assertThat(refused().statusCode()).isEqualTo(429);
    }

    @Test
    void excludesNoOddSpelling() throws Exception {
        deploy(GateOptions.defaults().withExclude("/health", "/static/**"));
        refused();
        assertThat(SERVER.get("/health/").statusCode()).isEqualTo(429);
        // Jetty refuses these itself; Tomcat serves pages under /admin and /static.
        assertThat(SERVER.get("/admin/%252e%252e/health").statusCode()).isIn(400, 429);
        assertThat(SERVER.get("/static/%252e%252e/admin").statusCode()).isIn(400, 429);
    }

    @Test
    void countsHeadAsGet() throws Exception {
        SERVER.deploy(Filters.with(Filters.counting(
                Filters.rule("get", "\"key\": [\"global\"], \"when\": {\"method\": [\"GET\"]}", "2"))));
        assertThat(SERVER.send("HEAD", "/").statusCode()).isEqualTo(200);
        assertThat(SERVER.send("POST", "/", "X-HTTP-Method-Override", "GET").statusCode())
                .isEqualTo(200);
        assertThat(SERVER.send("GET", "/", "X-HTTP-Method-Override", "POST")
                        .headers()
                        .firstValue("X-RateLimit-Remaining"))
                .contains("0");
        assertThat(SERVER.send("HEAD", "/").statusCode()).isEqualTo(429);
    }
}
