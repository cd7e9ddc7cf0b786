package dev.ratelimit.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneIT {

    private static final Promise START =
            new Promise("java -jar ratelimit-admin.war until it is ready", Duration.ofSeconds(3));
    private static final Promise HEALTH = new Promise("/health while Redis hangs", Duration.ofMillis(500));

    @Test
    void startsInTime() throws Exception {
        START.isKept(() -> {
            try (AdminJvm admin = new AdminJvm(Map.of(), "--port", "0")) {
                return admin.awaitReady();
            }
        });
    }

    @Test
    void saysInTimeThatRedisHangs() throws Exception {
        try (RedisServer redis = RedisServer.start();
                AdminJvm admin = new AdminJvm(Map.of(), onRedis(redis))) {
            admin.awaitReady();
            await().until(() -> Http.send(admin.port(), "GET /health").status() == 200);
            redis.suspend();
            HEALTH.isKept(Promise.of(() ->
                    assertThat(Http.send(admin.port(), "GET /health").body()).isEqualTo("Redis connection failed")));
        }
    }

    private static final long PAUSE_MILLIS = 1_500;

    @Test
    void startsServesAndEndsWithoutATrace() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of(), "--port", "0")) {
            admin.awaitReady();
            Http answer = Http.send(admin.port(), "GET /check?user_id=alice");
            assertThat(answer.status() + " " + answer.body()).isEqualTo("200 allowed");
            assertThat(answer.hasHeader("Server")).isFalse();
            assertThat(answer.hasHeader("X-Powered-By")).isFalse();
            assertThat(Http.send(admin.port(), "GET /%%%").text()).doesNotContain("Jetty", "\tat ");
            assertThat(Http.send(admin.port(), "GET /dev/ratelimit/launcher/Main.class")
                            .status())
                    .isGreaterThanOrEqualTo(400);
            assertThat(admin.errors()).contains("No Redis is configured").hasLineCount(1);
            admin.terminate();
            assertThat(admin.exitCode()).isIn(0, 143);
            assertThat(admin.leftovers()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongInOneWayWhoeverFindsOut() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of(), "--port", "0")) {
            admin.awaitReady();
            List<String> headers = securityHeaders(Http.send(admin.port(), "GET /health"));
            assertThat(headers).hasSize(6);
            for (String refused : List.of(
                    "400 GET /%%%",
                    "414 GET /" + "a".repeat(9_000),
                    "400 GET //check",
                    "400 GET /x%2Fy",
                    "400 PUT /x%2Fy",
                    "404 GET /assets/nothing.css",
                    "404 GET /WEB-INF/web.xml",
                    "404 GET /dev/ratelimit/launcher/Main.class",
                    "405 POST /",
                    "405 TRACE /",
                    "405 TRACE /check")) {
                Http answer = Http.send(admin.port(), refused.substring(4));
                assertThat(answer.text()).as(refused).startsWith("HTTP/1.1 " + refused.substring(0, 4));
                assertThat(answer.text()).as(refused).contains("Content-Type: application/problem+json");
                assertThat(answer.body()).as(refused).contains("\"status\":" + refused.substring(0, 3));
                assertThat(answer.hasHeader("Allow")).as(refused).isEqualTo(answer.status() == 405);
                assertThat(securityHeaders(answer)).as(refused).isEqualTo(headers);
            }
            assertThat(admin.errors()).hasLineCount(1);
        }
    }

    private static List<String> securityHeaders(Http answer) {
        return answer.text()
                .lines()
                .filter(line -> line.matches(
                        "(?:Content-Security-|X-Content-|X-Frame-|Referrer-|Cross-Origin-|Cache-Control).*"))
                .sorted()
                .toList();
    }

    @Test
    void takesFlagsAndEnvironmentAlike() throws Exception {
        try (RedisServer redis = RedisServer.start();
                AdminJvm admin = new AdminJvm(
                        Map.of(
                                "RATELIMIT_REDIS_ADDR",
                                redis.address(),
                                "RATELIMIT_PORT",
                                "0",
                                "RATELIMIT_WINDOW",
                                "1h"),
                        "--algorithm",
                        "fixed_window",
                        "--bucket-capacity=2",
                        "--admin-token",
                        "from-the-command-line")) {
            admin.awaitReady();
            String token = "Authorization: Bearer from-the-command-line";
            assertThat(Http.send(admin.port(), "GET /check?user_id=alice").status())
                    .isEqualTo(401);
            assertThat(Http.send(admin.port(), "GET /check?user_id=alice", token)
                            .text())
                    .contains("X-RateLimit-Algorithm: fixed window", "\"default\";q=2;w=3600");
            assertThat(admin.output() + admin.errors()).doesNotContain("from-the-command-line");
        }
    }

    @Test
    void obeysOnOneNodeWhatAnotherChanged() throws Exception {
        try (RedisServer redis = RedisServer.start();
                AdminJvm one = new AdminJvm(Map.of("RATELIMIT_CHECK_BUDGET", "5s"), onRedis(redis));
                AdminJvm other = new AdminJvm(Map.of("RATELIMIT_CHECK_BUDGET", "5s"), onRedis(redis))) {
            one.awaitReady();
            other.awaitReady();
            assertThat(Http.send(other.port(), "GET /check?user_id=alice").text())
                    .contains("X-RateLimit-Limit: 5000");
            for (int limit = 3; limit < 10; limit++) {
                Http.send(one.port(), "POST /users?user_id=alice&max_tokens=" + limit, "Content-Length: 0");
                assertThat(Http.send(other.port(), "GET /check?user_id=alice").text())
                        .contains("X-RateLimit-Limit: " + limit + "\r\n");
            }
            Http.send(one.port(), "DELETE /users?user_id=alice");
            assertThat(Http.send(other.port(), "GET /users?user_id=alice").status())
                    .isEqualTo(404);
            assertThat(Http.send(other.port(), "GET /check?user_id=alice").text())
                    .contains("X-RateLimit-Limit: 5000", "X-RateLimit-Remaining: 4999");
        }
    }

    private static String[] onRedis(RedisServer redis) {
        return new String[] {"--port", "0", "--redis-addr", redis.address()};
    }

    /** A request that is half sent when the signal comes is answered all the same. */
    @Test
    void answersWhatItHasBegunBeforeItEnds() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of(), "--port", "0")) {
            admin.awaitReady();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
                String body = "{\"user_id\":\"alice\"}";
                String head = "POST /ratelimit/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n{";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                Http.send(admin.port(), "GET /check?user_id=first");
                admin.terminate();
                await().until(() -> refusesConnections(admin.port()));
                // Longer than a server is used to wait for a quiet connection when it stops.
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                socket.getOutputStream().write(body.substring(1).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains(" 200 ", "\"allowed\":true");
            }
            assertThat(admin.exitCode()).isIn(0, 143);
        }
    }

    private static boolean refusesConnections(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--foo|--foo|--port",
                "--port x|--port|0 to 65535",
                "--port 65536|--port|0 to 65535",
                "--port|--port|PORT",
                "--bind nosuch.invalid|--bind|127.0.0.1",
                "--bind 0.0.0.0|--bind|--admin-token",
                "--bind 0.0.0.0 --admin-token=|--bind|--admin-token",
                "--algorithm guesswork|--algorithm|token, leaky, fixed_window",
                "--bucket-capacity 0|--bucket-capacity|from 1",
                "--rate -1|--rate|above 0",
                "--window 5|--window|10s, 1m",
                "--redis-addr a:b|--redis-addr|host:port",
                "--redis-addr redis://127.0.0.1:1/foo|--redis-addr|host:6379/0",
                "--redis-addr redis://127.0.0.1:1/x?foo=bar|--redis-addr|host:6379/0",
                "--redis-addr redis-sentinel://a:1|--redis-addr|redis-sentinel://host:port,host:port#master",
                "--redis-db x|--redis-db|0",
                "--key-prefix a{b}|--key-prefix|A-Z",
                "--rules nosuch.json|--rules|no such file",
                "extra|not a flag|--port",
            })
    void saysInOneLineWhatCannotBeUsed(String flags, String flag, String accepted) throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of("RATELIMIT_PORT", "0"), flags.split(" ", -1))) {
            assertThat(admin.exitCode()).isEqualTo(2);
            assertThat(admin.errors()).contains(flag, accepted).hasLineCount(1);
            assertThat(admin.output()).isEmpty();
            assertThat(admin.leftovers()).isEmpty();
        }
    }

    @Test
    void showsNoSecretInAnError() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of(), "--redis-addr", "redis://u:s3cret@h:99999")) {
            assertThat(admin.exitCode()).isEqualTo(2);
            assertThat(admin.errors()).contains("--redis-addr").doesNotContain("s3cret");
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (AdminJvm first = new AdminJvm(Map.of(), "--port", "0")) {
            first.awaitReady();
            try (AdminJvm second = new AdminJvm(Map.of(), "--port", "" + first.port())) {
                assertThat(second.exitCode()).isEqualTo(2);
                assertThat(second.errors()).contains("--port " + first.port()).hasLineCount(1);
            }
        }
    }

    @Test
    void checksARulesFile(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good.json"), "{\"rules\": []}");
        Path bad = Files.writeString(directory.resolve("bad.json"), "{\"rules\": [{\"id\": \"a b\"}]}");
        for (Path file : List.of(good, bad)) {
            try (AdminJvm admin = new AdminJvm(Map.of(), "--check-rules", file.toString())) {
                assertThat(admin.exitCode()).isEqualTo(file.equals(good) ? 0 : 1);
                assertThat(admin.output()).contains(file.toString());
                assertThat(admin.leftovers()).isEmpty();
            }
        }
    }

    @Test
    void checksTheRulesFileThatTheEnvironmentNames(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("rules.json"), "{\"rules\": []}");
        try (AdminJvm admin = new AdminJvm(Map.of("RATELIMIT_CHECK_RULES", file.toString()))) {
            assertThat(admin.exitCode()).isZero();
            assertThat(admin.output()).contains(file.toString());
            assertThat(admin.errors()).isEmpty();
        }
    }

    @Test
    void leavesTheAccessAsItIsConfigured() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of("RATELIMIT_ACCESS", "container"), "--port", "0")) {
            admin.awaitReady();
            assertThat(Http.send(admin.port(), "GET /check?user_id=alice").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void helps() throws Exception {
        try (AdminJvm admin = new AdminJvm(Map.of("RATELIMIT_PORT", "abc"), "--help")) {
            assertThat(admin.exitCode()).isZero();
            assertThat(admin.output())
                    .contains("--redis-addr", "RATELIMIT_REDIS_ADDR", "sliding_window_log", "redis-sentinel://");
        }
    }
}
