package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.admin.Routes.Route;
import dev.ratelimit.embedded.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever makes no sense is refused with the right status, tells nothing of our insides, and changes nothing on Redis. */
class BadInputTest {

    private static final String[] JSON = {"Content-Type", "application/json"};

    /** Where a body is JSON. */
    private static final List<String> BODIES = List.of(
            "POST /ratelimit/check",
            "POST /ratelimit/check/batch",
            "POST /ratelimit/rules",
            "PUT /ratelimit/rules",
            "PUT /ratelimit/rules/seed with If-Match: *",
            "POST /ratelimit/rules/validate",
            "POST /ratelimit/rules/simulate",
            "PUT /ratelimit/plans/seed",
            "PUT /ratelimit/users/seed",
            "PUT /ratelimit/users?user_id=seed",
            "PUT /ratelimit/denylist/seed",
            "PUT /ratelimit/denylist?entry=seed",
            "PUT /ratelimit/allowlist/seed",
            "PUT /ratelimit/allowlist?entry=seed",
            "PUT /ratelimit/mode");

    private static RedisServer redis;
    private static RedisDump dump;
    private static AdminServer server;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        dump = new RedisDump(redis);
        // At this rate no bucket is full again, and gone, before the last request is sent.
        server = AdminServer.start(Map.of(
                "access",
                "open",
                "redisAddr",
                redis.address(),
                "checkBudget",
                "10s",
                "rate",
                "1",
                "analytics",
                "false"));
        server.post("/ratelimit/rules", "{\"id\": \"seed\", \"limits\": [\"5/1h\"]}", JSON);
        server.send("PUT", "/ratelimit/plans/seed", "{\"overrides\": {\"seed\": [\"7/1h\"]}}", JSON);
        server.send("PUT", "/ratelimit/users/seed", "{\"plan\": \"seed\", \"note\": \"kept\"}", JSON);
        server.send("PUT", "/ratelimit/denylist/other", "{}", JSON);
        server.send("PUT", "/ratelimit/mode", "{\"mode\": \"enforce\"}", JSON);
        server.get("/check?user_id=seed");
    }

    @AfterAll
    static void stop() {
        server.close();
        dump.close();
        redis.close();
    }

    static Stream<BadInput> table() {
        return BadInput.table().stream();
    }

    static Stream<BadInput> bodies() {
        return BODIES.stream().flatMap(request -> {
            String one = request.contains("batch") ? "[{" : "{";
            return Stream.of(
                    BadInput.of(request, one + "\"user_id\": \"u\",", "400 not JSON at line 1, column "),
                    BadInput.of(request, one + "\"user_id\" 1}", "400 not JSON at line 1, column "),
                    BadInput.of(request, "<html>", "400 not JSON at line 1, column "),
                    BadInput.of(request, one + "\"a\": 1, \"a\": 2}", "400"),
                    BadInput.of(request, "{\"a\": <deep>}", "400"),
                    BadInput.of(request, "<large>", "413 1 MB"),
                    BadInput.of(request, "<not-utf8>", "400"),
                    BadInput.of(request, "\"text\"", request.contains("validate") ? "200" : "400"),
                    BadInput.of(request, "{} {}", "400"));
        });
    }

    static Stream<BadInput> types() {
        return BODIES.stream()
                .filter(request -> !request.contains(" with "))
                .flatMap(request -> Stream.of(
                        BadInput.of(request + " with Content-Type: text/plain", "{}", "415"),
                        BadInput.of(request + " with Content-Type: application/xml", "{}", "415"),
                        BadInput.of(request + " with Content-Type: json", "{}", "400 Content-Type"),
                        BadInput.of(request + " with Accept: image/png", "{}", "406")));
    }

    /** Every path with every method that it has not; what ends in buckets may be the id of a user as well. */
    static Stream<BadInput> methods() {
        Map<String, Set<String>> known = new TreeMap<>();
        Routes.all().stream()
                .filter(route -> !route.path().endsWith("/buckets"))
                .forEach(route -> known.computeIfAbsent(route.target(), path -> new TreeSet<>())
                        .add(route.method()));
        List<BadInput> refused = new ArrayList<>();
        known.forEach((path, methods) -> Stream.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW")
                .filter(method -> !methods.contains(method))
                .forEach(method -> refused.add(BadInput.of(method + " " + path, "", "405"))));
        return refused.stream();
    }

    static Stream<BadInput> accepts() {
        return Routes.all().stream()
                .filter(route -> route.method().equals("GET") && route.path().startsWith("/ratelimit/"))
                .map(Route::target)
                .map(target -> BadInput.of("GET " + target + " with Accept: image/png", "", "406"));
    }

    @ParameterizedTest
    @MethodSource({"table", "bodies", "types", "methods", "accepts"})
    void isRefusedAndChangesNothing(BadInput input) {
        Map<String, String> before = dump.all();
        Answer answer = input.send(server);
        assertThat(answer.status()).as(answer.body()).isEqualTo(input.status());
        assertThat(dump.all()).isEqualTo(before);
        if (input.status() == 405) {
            assertThat(answer.header("Allow")).isNotEmpty();
        }
        if (input.plain()) {
            assertThat(answer.body().stripTrailing()).isEqualTo(input.text());
        } else if (input.status() >= 400 && !input.unseen()) {
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().get("status").asInt()).isEqualTo(input.status());
            assertThat(answer.json().toString().replace("\\\"", "\""))
                    .contains(input.words().replace("\\\"", "\""));
        }
        assertThat(answer.body()).doesNotContain("dev.ratelimit", "java.", "jackson", "jersey", "Exception");
    }

    static Stream<String> bodiesAnnounced() {
        return BODIES.stream().filter(request -> !request.contains(" with "));
    }

    @ParameterizedTest
    @MethodSource("bodiesAnnounced")
    void aLargeBodyIsRefusedBeforeItIsSent(String request) throws IOException {
        Map<String, String> before = dump.all();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2000000\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 413 ", "application/problem+json", "1 MB");
        }
        assertThat(dump.all()).isEqualTo(before);
    }

    @Test
    void thereAreEnough() {
        assertThat(table().count()).isGreaterThan(150);
    }
}
