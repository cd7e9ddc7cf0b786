package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /traffic} over real HTTP. */
class TrafficEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @RegisterExtension
    final RunningSample sample = new RunningSample("redis");

    @Test
    void showsDenialsInTheDashboardWithinTenSeconds() {
        sample.client().send("POST", "/traffic");

        await().atMost(TEN_SECONDS)
                .until(() ->
                        get("/admin/ratelimit/analytics").at("/totals/denied").asLong() > 0);
    }

    /** Six ask for more than they may have, and the other sixteen are never refused. */
    @Test
    void refusesTheGreedyOnly() {
        sample.client().send("POST", "/traffic");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/admin/ratelimit/analytics/report")
                                .at("/analytics/users/by_denials")
                                .size()
                        >= 6);
        JsonNode users = get("/admin/ratelimit/analytics/report").at("/analytics/users");
        assertThat(users.at("/distinct").asLong()).isEqualTo(22);
        assertThat(users.at("/by_denials")).hasSize(6);
    }

    @Test
    void tellsHowItIsFromStartToStop() {
        assertThat(get("/traffic")).isEqualTo(read("{\"running\":false,\"seconds_left\":0,\"sent\":0,\"refused\":0}"));
        assertThat(read(sample.client().send("POST", "/traffic").body())
                        .at("/running")
                        .asBoolean())
                .isTrue();
        await().until(() -> get("/traffic").at("/refused").asLong() > 0);
        assertThat(get("/traffic").at("/seconds_left").asLong()).isBetween(1L, 60L);
        assertThat(get("/traffic").at("/sent").asLong())
                .isGreaterThan(get("/traffic").at("/refused").asLong());

        JsonNode stopped = read(sample.client().send("DELETE", "/traffic").body());

        assertThat(stopped.at("/running").asBoolean()).isFalse();
        assertThat(stopped.at("/seconds_left").asLong()).isZero();
    }

    @Test
    void endsWithTheSample() {
        sample.client().send("POST", "/traffic");
        await().until(() -> threads() > 0);

        sample.close();

        await().until(() -> threads() == 0);
    }

    /** So that it can be stopped under a rule for everything, and the page goes on telling how it is. */
    @Test
    void isNotLimitedItself() {
        sample.client().json("POST", "/admin/ratelimit/rules", "{\"id\":\"everything\",\"limits\":[\"1/1h\"]}");
        await().until(() -> sample.client().get("/catalogue").statusCode() == 429);

        HttpResponse<String> answer = sample.client().get("/traffic");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1", "https://127.0.0.1:{port}", "null"})
    void refusesPagesOfOthers(String origin) {
        String sent = origin.replace("{port}", Integer.toString(sample.web().port()));

        assertRefused(sample.client().send("POST", "/traffic", "Origin", sent));
        assertRefused(sample.client().send("DELETE", "/traffic", "Origin", sent));
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403"})
    void goesByWhatTheBrowserSaysOfThePage(String site, int status) {
        assertThat(sample.client()
                        .send("POST", "/traffic", "Sec-Fetch-Site", site)
                        .statusCode())
                .isEqualTo(status);
        assertThat(get("/traffic").at("/running").asBoolean()).isEqualTo(status == 200);
    }

    @Test
    void takesTheOriginOfItsOwnPage() {
        String origin = sample.web().address().replaceFirst("/$", "");

        assertThat(sample.client().send("POST", "/traffic", "Origin", origin).statusCode())
                .isEqualTo(200);
    }

    /** A foreign name that was made to lead here: to the browser, all of this server is of that page's origin. */
    @Test
    void refusesAnotherNameOfThisMachine() throws IOException {
        assertThat(posted("evil.example")).startsWith("HTTP/1.1 403 ");
        assertThat(posted("localhost")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "MAKE"})
    void knowsThreeMethods(String method) {
        HttpResponse<String> answer = sample.client().send(method, "/traffic");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, DELETE");
        assertThat(answer.body()).contains("POST starts traffic");
    }

    private void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(get("/traffic").at("/running").asBoolean()).isFalse();
    }

    private String posted(String host) throws IOException {
        int port = sample.web().port();
        String origin = host + ":" + port;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = String.join(
                    "\r\n",
                    "POST /traffic HTTP/1.1",
                    "Host: " + origin,
                    "Origin: http://" + origin,
                    "Connection: close",
                    "",
                    "");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode get(String path) {
        return read(sample.client().get(path).body());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sample-traffic"))
                .count();
    }
}
