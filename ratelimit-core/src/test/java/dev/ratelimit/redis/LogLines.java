package dev.ratelimit.redis;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Catches what slf4j-simple logs, which goes to standard error, until it is closed. */
public final class LogLines implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream caught = new ByteArrayOutputStream();

    /** Catches from now on. */
    public LogLines() {
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    }

    /** The lines with a text in them. */
    public List<String> containing(String text) {
        return caught.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
