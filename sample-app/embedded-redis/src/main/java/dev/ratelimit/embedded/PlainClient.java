package dev.ratelimit.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server one question over a plain socket: no client library, no connection left open. */
final class PlainClient {
    private PlainClient() {}

    /**
     * The answer to an inline command such as {@code PING}: the text of a bulk string, else the line as it came
     * ({@code +PONG}, {@code -LOADING ...}, {@code :1}).
     *
     * @throws IOException when nothing listens, or no answer comes within the time
     */
    static String ask(int port, String command, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String line = readLine(in);
            if (!line.startsWith("$") || line.equals("$-1")) {
                return line;
            }
            int length = Integer.parseInt(line.substring(1));
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
