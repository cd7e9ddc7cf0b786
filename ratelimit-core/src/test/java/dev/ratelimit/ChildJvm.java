package dev.ratelimit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class in a JVM of its own, with the class path of the tests. */
final class ChildJvm {

    private ChildJvm() {}

    /** @param errors where standard error goes */
    static Process start(Class<?> main, Redirect errors, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectError(errors).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
