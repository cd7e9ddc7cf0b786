package dev.ratelimit.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** This library. */
final class Library {

    /** As its build wrote it. */
    static final String VERSION = read();

    private Library() {}

    private static String read() {
        try (InputStream in = Library.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
