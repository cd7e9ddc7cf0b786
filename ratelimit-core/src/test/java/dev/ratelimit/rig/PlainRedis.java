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

/** Talks to a server over one socket, without a client whose threads and links would be counted. */
public final class PlainRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;
    private Socket socket;
    private InputStream in;

    /** Connects when it is first used, and again when its link was lost since. */
    public PlainRedis(int port) {
        this.port = port;
    }

    /** The answer to {@code "CONFIG", "SET", "maxmemory", "1"}: an error as {@code -ERR …}. */
    public synchronized String ask(String... words) {
        try {
            if (socket != null) {
                try {
                    return exchange(words);
                } catch (IOException e) {
                    // The server was started again since.
                    close();
                }
            }
            socket = open();
            in = new BufferedInputStream(socket.getInputStream());
            return exchange(words);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", words) + " on port " + port, e);
        }
    }

    /**
     * The same of words in one line.
     *
     * @throws IllegalStateException when the server answers with an error
     */
    public String say(String line) {
        String answer = ask(line.split(" ", -1));
        if (answer.startsWith("-")) {
            throw new IllegalStateException(line + ": " + answer);
        }
        return answer;
    }

    /** Sends without waiting for an answer; the socket that keeps the command running. */
    public Socket tell(String... words) {
        try {
            Socket other = open();
            other.getOutputStream().write(encode(words));
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exchange(String... words) throws IOException {
        socket.getOutputStream().write(encode(words));
        return read(in);
    }

    private Socket open() throws IOException {
        Socket opened = new Socket();
        int millis = Math.toIntExact(PATIENCE.toMillis());
        opened.setSoTimeout(millis);
        opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
        return opened;
    }

    @Override
    public synchronized void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
