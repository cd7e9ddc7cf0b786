package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What protects an application that is open on loopback: from other sites' pages, and from names bent to it. */
class OpenAccessTest {

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
    @ValueSource(strings = {"localhost", "localhost:PORT", "127.0.0.1:PORT", "127.1.2.3", "[::1]:PORT", "LOCALHOST"})
    void answersByTheNamesOfThisMachine(String host) throws IOException {
        assertThat(statusLine("GET /check?user_id=a", "Host: " + host)).contains(" 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:PORT", "0.0.0.0", "127.0.0.1x"
            })
    void refusesWhoComesByAnotherName(String host) throws IOException {
        assertThat(statusLine("GET /check?user_id=a", "Host: " + host)).contains(" 403");
        assertThat(statusLine("GET /health", "Host: " + host)).contains(" 403");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,http://evil.example",
        "Origin,https://localhost",
        "Origin,null",
        "Origin,not a uri",
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
    })
    void refusesChangesThatAnotherSiteMade(String name, String value) {
        assertThat(server.post("/users?user_id=csrf", "", name, value).status()).isEqualTo(403);
        assertThat(server.send("DELETE", "/users?user_id=csrf", "", name, value).status())
                .isEqualTo(403);
        assertThat(server.get("/check?user_id=csrf", name, value).status()).isEqualTo(403);
        Answer read = server.get("/users?user_id=csrf", name, value);
        assertThat(read.status()).isEqualTo(404);
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void acceptsChangesOfItsOwnPage() {
        String own = "http://127.0.0.1:" + server.port();
        assertThat(server.post("/users?user_id=own", "", "Origin", own, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsThatAnybodyMayDoEverything() {
        assertThat(server.get("/ratelimit/access").body()).isEqualTo("{\"role\":\"admin\",\"by\":\"open\"}");
    }

    @Test
    void answersNoPreflight() {
        Answer answer = server.send(
                "OPTIONS", "/users", "", "Origin", "http://evil.example", "Access-Control-Request-Method", "DELETE");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    private static String statusLine(String request, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String text = request + " HTTP/1.1\r\n" + host.replace("PORT", "" + server.port())
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
