package dev.ratelimit.war;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Asks Redis without a client library, which the tests' class path must not have. */
final class RedisLines {

    private RedisLines() {}

    static Stream<String> ask(String host, int port, String command) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByAddress(host, InetAddress.getLoopbackAddress().getAddress()), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).lines();
        }
    }
}
