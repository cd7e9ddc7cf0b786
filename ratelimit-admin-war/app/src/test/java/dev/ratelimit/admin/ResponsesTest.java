package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every response, and of those to requests that make no sense. */
class ResponsesTest {

    private static AdminServer server;

    @BeforeAll
    static void start() {
        server = AdminServer.start(Map.of("access", "open"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/check",
                "/check?user_id=a",
                "/nothing",
                "/openapi.json",
                "/ratelimit/users",
                "/assets/nothing.css",
                "/error"
            })
    void everyResponseHasTheSecurityHeaders(String path) {
        Answer answer = server.get(path);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "img-src 'self' data:;", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|not JSON at line 1",
                "[]|wrong type",
                "\"text\"|wrong type",
                "{}|user_id is missing",
                "{\"user_id\":\" \"}|user_id is missing",
                "{\"user_id\":1}|user_id",
                "{\"user_id\":\"a\",\"cost\":\"1\"}|cost",
                "{\"user_id\":\"a\",\"cost\":1.5}|cost",
                "{\"user_id\":\"a\",\"cost\":-1}|cost -1 is out of range",
                "{\"user_id\":\"a\",\"cost\":99999999999999999999}|cost",
                "{\"user_id\":\"a\",\"costs\":1}|there is no field \"costs\"; did you mean \"cost\"?",
                "{\"user_id\":\"a\",\"user_id\":\"b\"}|there twice, at line 1, column 25",
                "{\"user_id\":\"a\"} x|not",
                "{\"user_id\":\"a\",\"headers\":[]}|headers",
                "''|empty",
                "null|empty",
            })
    void aBodyThatMakesNoSenseGetsAClearError(String body, String words) {
        Answer answer = server.post("/ratelimit/check", body, "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asText()).contains(words);
        tellsNothingOfOurInsides(answer);
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        Answer answer = server.post("/ratelimit/check", "{\"user_id\":\"a\"}", "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ratelimit/check", "/users"})
    void aBodyOfATypeThatIsNoneIsAProblem(String path) {
        Answer answer = server.post(path, "{\"user_id\":\"a\"}", "Content-Type", "garbage");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asText()).contains("Content-Type");
    }

    @ParameterizedTest
    @CsvSource({"POST,/", "DELETE,/index.html", "OPTIONS,/", "PUT,/assets/style.css"})
    void filesAreOnlyRead(String method, String path) {
        Answer answer = server.send(method, path, "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aBodyOverAMegabyteIsRefused() {
        String body = "{\"user_id\":\"" + "a".repeat(1 << 20) + "\"}";
        assertThat(server.post("/ratelimit/check", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aBodyOverAMegabyteIsRefusedWhereItsLengthIsNotAnnounced() {
        String body = "{\"user_id\":\"" + "a".repeat(1 << 20) + "\"}";
        Answer answer = server.send(
                "POST",
                "/ratelimit/check",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asText()).contains("1 MB");
    }

    @Test
    void aBodyOverAMegabyteIsRefusedWhereverItIsFoundOut() {
        Exception found = JsonMappingException.wrapWithPath(new UnreadableBody(413, "too large"), List.of(), 0);
        assertThat(new UnusableJson().toResponse((JsonMappingException) found).getStatus())
                .isEqualTo(413);
    }

    @Test
    void whatIsNotThereIsAProblem() {
        for (String path : List.of(
                "/nothing", "/ratelimit", "/ratelimit/nothing", "/users/alice", "/assets/nothing.css", "/error")) {
            Answer answer = server.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            tellsNothingOfOurInsides(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=1001", "size=ten"})
    void aPageThatIsNoneIsRefused(String query) {
        assertThat(server.get("/ratelimit/users?" + query).status()).isEqualTo(400);
        assertThat(server.get("/ratelimit/users?size=ten").json().get("detail").asText())
                .contains("ten", "1 to 1000");
    }

    @Test
    void theDescriptionIsServed() {
        assertThat(server.get("/openapi.json").json().at("/paths/~1check/get").isMissingNode())
                .isFalse();
    }

    private static void tellsNothingOfOurInsides(Answer answer) {
        assertThat(answer.body()).doesNotContain("dev.ratelimit", "java.", "jackson", "jersey", "at line 0");
    }
}
