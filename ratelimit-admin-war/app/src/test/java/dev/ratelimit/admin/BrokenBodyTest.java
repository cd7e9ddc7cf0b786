package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that do not send the body which they announced. None of it is our fault, nor worth a trace in the log. */
class BrokenBodyTest {

    private static final String ANNOUNCED = "Content-Length: 20\r\n\r\n{\"user_id\":";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private AdminServer server;

    @BeforeEach
    void start() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        server = AdminServer.start(Map.of("access", "open"));
    }

    @AfterEach
    void stop() {
        server.close();
        System.setErr(before);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR", "\tat ");
    }

    @Test
    void aBodyThatBreaksOffIsRefused() throws IOException {
        assertThat(answer(ANNOUNCED, true)).contains(" 400 ", "application/problem+json", "\"status\":400");
    }

    @Test
    void aBodyThatIsNotFramedIsRefused() throws IOException {
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\nno length\r\n", false))
                .contains(" 400 ", "application/problem+json");
    }

    @Test
    void aBodyThatStopsIsTimedOut() throws IOException {
        server.patience(Duration.ofMillis(300));
        assertThat(answer(ANNOUNCED, false)).contains(" 408 ", "application/problem+json", "\"status\":408");
    }

    @Test
    void aBodyOfTwoTypesIsRefused() throws IOException {
        String type = "Content-Type: application/json\r\n";
        assertThat(answer(type + "Content-Length: 2\r\n\r\n{}", false))
                .contains(" 400 ", "application/problem+json", "no media type, or several");
    }

    private String answer(String rest, boolean hangsUp) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "POST /ratelimit/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\n" + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            if (hangsUp) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
