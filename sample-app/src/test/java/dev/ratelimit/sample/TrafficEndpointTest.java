package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /traffic} over real HTTP. */
class TrafficEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private Sample sample;
    private Client client;

    @BeforeEach
    void start() {
        sample = Sample.start(Options.parse("--port", "0", "--store", "redis"));
        client = new Client(sample.web().address());
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void showsDenialsInTheDashboardWithinTenSeconds() {
        client.send("POST", "/traffic");

        await().atMost(TEN_SECONDS)
                .until(() ->
                        get("/admin/ratelimit/analytics").at("/totals/denied").asLong() > 0);
    }

    /** Six ask for more than they may have, and the other sixteen are never refused. */
    @Test
    void refusesTheGreedyOnly() {
        client.send("POST", "/traffic");

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
        assertThat(read(client.send("POST", "/traffic").body()).at("/running").asBoolean())
                .isTrue();
        await().until(() -> get("/traffic").at("/refused").asLong() > 0);
        assertThat(get("/traffic").at("/seconds_left").asLong()).isBetween(1L, 60L);
        assertThat(get("/traffic").at("/sent").asLong())
                .isGreaterThan(get("/traffic").at("/refused").asLong());

        JsonNode stopped = read(client.send("DELETE", "/traffic").body());

        assertThat(stopped.at("/running").asBoolean()).isFalse();
        assertThat(stopped.at("/seconds_left").asLong()).isZero();
    }

    @Test
    void endsWithTheSample() {
        client.send("POST", "/traffic");
        await().until(() -> threads() > 0);

        sample.close();

        await().until(() -> threads() == 0);
    }

    @Test
    void isNotLimitedItself() {
        HttpResponse<String> answer = client.get("/traffic");

        assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1", "https://127.0.0.1:{port}", "null"})
    void refusesPagesOfOthers(String origin) {
        String sent = origin.replace("{port}", Integer.toString(sample.web().port()));

        assertRefused(client.send("POST", "/traffic", "Origin", sent));
        assertRefused(client.send("DELETE", "/traffic", "Origin", sent));
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403"})
    void goesByWhatTheBrowserSaysOfThePage(String site, int status) {
        assertThat(client.send("POST", "/traffic", "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(status);
        assertThat(get("/traffic").at("/running").asBoolean()).isEqualTo(status == 200);
    }

    @Test
    void takesTheOriginOfItsOwnPage() {
        String origin = sample.web().address().replaceFirst("/$", "");

        assertThat(client.send("POST", "/traffic", "Origin", origin).statusCode())
                .isEqualTo(200);
    }

    /** A foreign name that was made to lead here: to the browser, all of this server is of that page's origin. */
    @Test
    void refusesAnotherNameOfThisMachine() throws IOException {
        assertThat(posted("evil.example")).startsWith("HTTP/1.1 403 ");
        assertThat(posted("localhost")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "OPTIONS", "TRACE", "MAKE"})
    void knowsThreeMethods(String method) {
        HttpResponse<String> answer = client.send(method, "/traffic");

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
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "POST /traffic HTTP/1.1\r\nHost: %1$s:%2$d\r\nOrigin: http://%1$s:%2$d\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.formatted(host, port).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode get(String path) {
        return read(client.get(path).body());
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
