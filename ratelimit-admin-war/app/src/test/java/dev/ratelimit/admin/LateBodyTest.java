package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients whose body comes after the answer, and clients whose body was read: who may keep the connection. */
class LateBodyTest {

    private static final String ADMIN = "the-admin-token-of-this-test-000";
    private static final String CHECK = "the-check-token-of-this-test-000";

    private AdminServer server;

    @BeforeEach
    void start() {
        server = AdminServer.start(Map.of("adminToken", ADMIN, "checkToken", CHECK));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, PUT /ratelimit/allowlist?user_id=a, json, none",
        "403, PUT /ratelimit/allowlist?user_id=a, json, " + CHECK,
        "404, PUT /ratelimit/nothing, json, " + ADMIN,
        "405, PUT /ratelimit/check, json, " + ADMIN,
        "415, POST /ratelimit/check, xml, " + ADMIN
    })
    void isToldThatTheConnectionEnds(int status, String line, String type, String token) throws IOException {
        String head = "Authorization: Bearer " + token + "\r\nContent-Type: application/" + type
                + "\r\nContent-Length: 20\r\n\r\n";
        assertThat(answer(line, head)).startsWith("http/1.1 " + status).contains("connection: close");
    }

    @ParameterizedTest
    @CsvSource({"200, {\"user_id\":\"a\"}", "400, {\"user_id\":\"\"}", "400, nothing"})
    void keepsTheConnectionWhoseBodyWasRead(int status, String body) throws IOException {
        String head = "Authorization: Bearer " + ADMIN + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        assertThat(answer("POST /ratelimit/check", head))
                .startsWith("http/1.1 " + status)
                .doesNotContain("connection: close");
    }

    @Test
    void keepsTheConnectionWhoseBodyCameInChunks() throws IOException {
        String head = "Authorization: Bearer " + ADMIN + "\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"user_id\": \"a\"}\r\n0\r\n\r\n";
        assertThat(answer("POST /ratelimit/check", head))
                .startsWith("http/1.1 200")
                .doesNotContain("connection: close");
    }

    private String answer(String line, String rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String request = line + " HTTP/1.1\r\nHost: localhost\r\n" + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as("the end of the connection").isNotNegative();
                head.append((char) next);
            }
            return head.toString().toLowerCase(Locale.ROOT);
        }
    }
}
