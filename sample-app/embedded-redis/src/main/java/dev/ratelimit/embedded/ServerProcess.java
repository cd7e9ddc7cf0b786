package dev.ratelimit.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One running {@code redis-server} (or Sentinel) that has answered once. It is killed when this JVM ends in an orderly
 * way and nobody has stopped it within 3 seconds of that.
 */
final class ServerProcess {
    private static final Duration START_DEADLINE = Duration.ofSeconds(15);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 5;
    private static final Duration OWNERS_GRACE = Duration.ofSeconds(3);
    private static final int SHOWN_LOG_LINES = 10;

    private static final Map<Process, Path> RUNNING = new ConcurrentHashMap<>();

    static {
        // In the top group: whoever runs an application in a group of its own (exec:java) may destroy that group first,
        // and its hooks would not run.
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(top, ServerProcess::lastResort, "embedded-redis-last-resort"));
    }

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the server in a directory and returns once it answers on the port.
     *
     * @throws RedisUnavailableException when it cannot be run, ends, or does not answer in 15 seconds; the message has
     *     the last lines of its log
     */
    static ServerProcess start(RedisBinary binary, List<String> arguments, int port, Path directory) {
        List<String> command = new ArrayList<>(binary.command());
        command.addAll(arguments);
        File log = directory.resolve("server.log").toFile();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
        } catch (IOException e) {
            throw new RedisUnavailableException("Cannot run " + binary + ": " + e.getMessage(), e);
        }
        RUNNING.put(process, directory);
        ServerProcess started = new ServerProcess(process);
        String trouble = started.awaitAnswer(port);
        if (!trouble.isEmpty()) {
            started.kill();
            throw new RedisUnavailableException(binary + " on port " + port + " " + trouble + lastLines(log.toPath()));
        }
        return started;
    }

    /** Ends the process at once, suspended or not, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        RUNNING.remove(process);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the process in its tracks: its sockets stay open and nothing answers. */
    void suspend() {
        signal("STOP");
    }

    /** Lets a suspended process run on. */
    void resume() {
        signal("CONT");
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("SIG" + name + " did not reach process " + process.pid());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Signals cannot be sent on this system: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name, e);
        }
    }

    /** Waits until this very process answers; returns what went wrong, or an empty text. */
    private String awaitAnswer(int port) {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        String last = "did not listen";
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                return "ended with exit code " + process.exitValue();
            }
            try {
                // Not PING: another server that took the port a moment earlier would answer that as well.
                String answer = PlainClient.ask(port, "INFO server", ANSWER_TIMEOUT);
                if (answer.contains("process_id:" + process.pid() + "\r\n") || answer.startsWith("-NOAUTH")) {
                    return "";
                }
                last = "answered " + answer.lines().findFirst().orElse("nothing");
            } catch (IOException e) {
                last = "gave no answer (" + e.getMessage() + ")";
            }
            if (!pause()) {
                return "was not awaited: the thread was interrupted";
            }
        }
        return last + " within " + START_DEADLINE.toSeconds() + " s";
    }

    /** SIGKILL also ends a process that was suspended. */
    private static void lastResort() {
        // The hooks of a JVM run side by side: an owner may be about to close its connections, and then the server.
        long end = System.nanoTime() + OWNERS_GRACE.toNanos();
        while (!RUNNING.isEmpty() && System.nanoTime() < end && pause()) {}
        RUNNING.forEach((process, directory) -> {
            process.destroyForcibly().onExit().join();
            TempDirectory.delete(directory);
        });
    }

    /** False once the thread is interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> tail = lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size());
            return tail.isEmpty() ? "" : "\n  " + String.join("\n  ", tail);
        } catch (IOException e) {
            return "";
        }
    }
}
