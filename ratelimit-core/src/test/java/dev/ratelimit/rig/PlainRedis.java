package dev.ratelimit.rig;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Says one thing to a server over a socket of its own, without a client whose threads and links would be counted. */
public final class PlainRedis {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PlainRedis() {}

    /** The answer to {@code "CONFIG", "SET", "maxmemory", "1"}: an error as {@code -ERR …}. */
    public static String ask(int port, String... words) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(encode(words));
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", words) + " on port " + port, e);
        }
    }

    /**
     * The same of words in one line.
     *
     * @throws IllegalStateException when the server answers with an error
     */
    public static String say(int port, String line) {
        String answer = ask(port, line.split(" ", -1));
        if (answer.startsWith("-")) {
            throw new IllegalStateException(line + ": " + answer);
        }
        return answer;
    }

    /** Sends without waiting for an answer; the socket that keeps the command running. */
    public static Socket tell(int port, String... words) {
        try {
            Socket socket = open(port);
            socket.getOutputStream().write(encode(words));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket();
        int millis = Math.toIntExact(PATIENCE.toMillis());
        socket.setSoTimeout(millis);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
        return socket;
    }

    private static byte[] encode(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            text.append("$").append(length).append("\r\n").append(word).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line, the text of a bulk string, or the elements of an array, one a line. */
    private static String read(InputStream in) throws IOException {
        String line = line(in);
        int number = line.matches("[$*]-?\\d+") ? Integer.parseInt(line.substring(1)) : -1;
        if (number < 0) {
            return line;
        }
        if (line.startsWith("$")) {
            return new String(in.readNBytes(number + 2), StandardCharsets.UTF_8).substring(0, number);
        }
        StringBuilder elements = new StringBuilder();
        for (int i = 0; i < number; i++) {
            elements.append(read(in)).append("\n");
        }
        return elements.toString();
    }

    private static String line(InputStream in) throws IOException {
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
