package dev.ratelimit.war;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request on a connection of its own: a container remembers on an open one which application answered last. */
record Http(String text) {

    /** @param headers whole lines */
    static Http send(int port, String request, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new Http(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    int status() {
        return Integer.parseInt(text.substring(9, 12));
    }

    /** The body; chunks are not taken apart, so that a test asks what it contains. */
    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    boolean hasHeader(String name) {
        return text.toLowerCase(Locale.ROOT).contains("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
    }
}
