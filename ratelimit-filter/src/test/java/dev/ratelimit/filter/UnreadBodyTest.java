package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a refused client may do with its connection. */
class UnreadBodyTest {

    private static final String HEAD = "POST /app/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @BeforeEach
    void refuseFromNowOn() throws Exception {
        RateLimiter limiter = Filters.limiter(Filters.rule("one", "\"key\": [\"global\"]", "1"))
                .build();
        SERVER.deploy(Filters.with(
                new RateLimitFilter(limiter, GateOptions.defaults(), (request, response, verdict, refusal) -> {
                    response.setStatus(refusal.status());
                    // Sent before the server can see that the body is left.
                    response.setContentLength(0);
                    response.flushBuffer();
                })));
        assertThat(SERVER.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheConnectionWhereTheBodyCameWithTheHead() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                String head = send(socket, HEAD + "10\r\n\r\n0123456789");
                assertThat(head).contains(" 429 ").doesNotContain("connection: close");
            }
        }
    }

    /** Not every server lets us see that the last chunk has come. */
    @Test
    void keepsTheConnectionAfterAChunkedBodyOrAnnouncesItsEnd() throws IOException {
        String request = "POST /app/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        try (Socket socket = connect()) {
            if (!send(socket, request).contains("connection: close")) {
                assertThat(send(socket, request)).contains(" 429 ");
            }
        }
    }

    @Test
    void announcesTheEndOfTheConnectionWhereTheBodyIsStillToCome() throws IOException {
        try (Socket socket = connect()) {
            assertThat(send(socket, HEAD + "10\r\n\r\n")).contains(" 429 ").contains("connection: close");
        }
    }

    @Test
    void waitsForNoBodyHoweverLong() throws IOException {
        try (Socket socket = connect()) {
            assertThat(send(socket, HEAD + "1000000\r\n\r\n" + "x".repeat(1000)))
                    .contains(" 429 ")
                    .contains("connection: close");
        }
    }

    @Test
    void refusesRatherThanAskForTheBody() throws IOException {
        try (Socket socket = connect()) {
            write(socket, HEAD + "10\r\nExpect: 100-continue\r\n\r\n");
            // Tomcat has asked for it before any filter.
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all).contains("HTTP/1.1 429").containsIgnoringCase("connection: close");
        }
    }

    private static Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.harness().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The head of the response, in lower case; its body is left out. */
    private static String send(Socket socket, String request) throws IOException {
        write(socket, request);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(next(socket));
        }
        String lines = head.toString().toLowerCase(Locale.ROOT);
        socket.getInputStream().readNBytes(length(lines));
        return lines;
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static char next(Socket socket) throws IOException {
        int next = socket.getInputStream().read();
        assertThat(next).as("the end of the connection within a response").isNotNegative();
        return (char) next;
    }

    private static int length(String head) {
        String name = "content-length: ";
        int at = head.indexOf(name);
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)));
    }
}
