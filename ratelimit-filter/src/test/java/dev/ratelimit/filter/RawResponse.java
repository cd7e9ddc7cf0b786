package dev.ratelimit.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The response to a request that was written byte by byte, on a connection of its own. */
record RawResponse(int status, String text) {

    /** @param target the request target as it stands in the request line, in ISO-8859-1 */
    static RawResponse get(int port, String target, String... headerLines) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
        String lines = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new RawResponse(Integer.parseInt(text.substring(9, 12)), text);
        } catch (IOException e) {
            throw new UncheckedIOException("no response to " + target, e);
        }
    }

    boolean hasHeader(String name) {
        return text.toLowerCase(Locale.ROOT).contains("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
    }
}
