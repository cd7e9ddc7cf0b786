package dev.ratelimit.sample;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample in a JVM of its own, as from a command line, with the class path of the tests. */
final class SampleJvm implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("is at (http://\\S+)");
    private static final String LAST_LINE = "Ctrl-C stops it.";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path out;
    private final Path err;
    private final Process process;

    /** Runs it; {@code flags} may begin with options of the JVM, which are those that start with {@code -D}. */
    SampleJvm(String... flags) {
        try {
            out = Files.createTempFile("sample-", ".out");
            err = Files.createTempFile("sample-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command(List.of(flags)))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("RATELIMIT_"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said all it says at its start. */
    SampleJvm awaitReady() {
        await().atMost(DEADLINE).until(() -> !process.isAlive() || output().contains(LAST_LINE));
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
        }
        return this;
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output() + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    String output() {
        return read(out);
    }

    String errors() {
        return read(err);
    }

    Client client() {
        Matcher address = ADDRESS.matcher(output());
        if (!address.find()) {
            throw new AssertionError("no address in: " + output());
        }
        return new Client(address.group(1));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        exitCode();
        Files.delete(out);
        Files.delete(err);
    }

    private static List<String> command(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dtest.redis.binary=" + System.getProperty("test.redis.binary", ""));
        List<String> jvmOptions =
                flags.stream().filter(flag -> flag.startsWith("-D")).toList();
        command.addAll(jvmOptions);
        command.add(SampleApp.class.getName());
        command.addAll(flags.subList(jvmOptions.size(), flags.size()));
        return command;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
