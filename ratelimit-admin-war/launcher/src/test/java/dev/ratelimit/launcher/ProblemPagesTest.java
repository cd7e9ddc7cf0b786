package dev.ratelimit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemPagesTest {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setErrorHandler(new ProblemPages());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ratelimit/users/a%2Fb",
                "/ratelimit/users/a%00",
                "/ratelimit/users/%FF",
                "/ratelimit/users/a//b",
                "/ratelimit/users/%2E%2E",
                "/ratelimit/users/a%5Cb",
                "/ratelimit/users/a%2Fb/buckets",
                "/ratelimit/status/a%2Fb"
            })
    void namesTheParameterThatTakesEveryUser(String path) throws IOException {
        assertThat(answer(path)).contains(" 400 ", "application/problem+json", "?user_id=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ratelimit/denylist/10.0.0.0%2F8", "/ratelimit/allowlist/%FF"})
    void namesTheParameterThatTakesEveryEntry(String path) throws IOException {
        assertThat(answer(path)).contains(" 400 ", "application/problem+json", "?entry=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//check", "/ratelimit/rules/a%2Fb", "/check%5C", "/ratelimit/plans/%FF"})
    void saysThatThePathIsAtFault(String path) throws IOException {
        assertThat(answer(path))
                .contains(" 400 ", "application/problem+json", "The path ")
                .doesNotContain("?user_id=", "?entry=");
    }

    @Test
    void saysWhatNoPathMayHave() throws IOException {
        assertThat(answer("/%%%")).contains(" 400 ", "application/problem+json", "two hexadecimal digits");
    }

    private String answer(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
