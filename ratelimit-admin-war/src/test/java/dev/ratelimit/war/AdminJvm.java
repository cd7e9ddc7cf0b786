package dev.ratelimit.war;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar ratelimit-admin.war} in a JVM of its own, with a directory of its own for what it unpacks. */
final class AdminJvm implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile(" at http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path directory;
    private final Path out;
    private final Path err;
    private final Process process;
    private final long startedNanos = System.nanoTime();

    AdminJvm(Map<String, String> environment, String... flags) throws IOException {
        directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "standalone");
        out = directory.resolve("out");
        err = directory.resolve("err");
        Files.createDirectory(directory.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-jar",
                Container.WAR.toString()));
        command.addAll(List.of(flags));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RATELIMIT_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits until it says where it is; milliseconds since its start. */
    long awaitReady() throws IOException {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !process.isAlive() || ADDRESS.matcher(output()).find());
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
        }
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    int port() throws IOException {
        Matcher address = ADDRESS.matcher(output());
        if (!address.find()) {
            throw new AssertionError("no address in: " + output());
        }
        return Integer.parseInt(address.group(1));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(out);
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    /** What it has unpacked and not removed. */
    List<Path> leftovers() throws IOException {
        try (var files = Files.list(directory.resolve("tmp"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("SIGTERM did not end it");
        }
    }
}
