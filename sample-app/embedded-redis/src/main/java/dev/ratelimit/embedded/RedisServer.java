package dev.ratelimit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code redis-server} on 127.0.0.1 that lives until it is closed, and can be made to fail on the way.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start()) {
 *     connect(redis.address()); // for instance 127.0.0.1:24711
 * }
 * }</pre>
 *
 * It keeps nothing on disk: after {@link #kill} or {@link #restart} its data is gone. Methods may be called from any
 * thread.
 */
public final class RedisServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 10;

    private final RedisBinary binary;
    private final Arguments arguments;
    private final int port;
    private final Path directory;
    private ServerProcess process;

    /** What a server is started with, once its port and directory are known. */
    private interface Arguments {
        List<String> of(int port, Path directory) throws IOException;
    }

    private RedisServer(RedisBinary binary, Arguments arguments) {
        this.binary = binary;
        this.arguments = arguments;
        this.port = FreePort.find();
        this.directory = TempDirectory.create();
        try {
            this.process = launch();
        } catch (RedisUnavailableException e) {
            TempDirectory.delete(directory);
            throw e;
        }
    }

    /**
     * Starts the server {@link RedisBinary#find} names and returns once it answers (about a quarter of a second).
     *
     * @param extraArguments the server's own options, such as {@code "--maxmemory", "10mb"}; they win over the defaults
     * @throws RedisUnavailableException when no server can be run here
     */
    public static RedisServer start(String... extraArguments) {
        return start(RedisBinary.find(), extraArguments);
    }

    /**
     * Starts the given server, otherwise as {@link #start(String...)} does.
     *
     * @throws RedisUnavailableException when it cannot be run here
     */
    public static RedisServer start(RedisBinary binary, String... extraArguments) {
        List<String> extra = List.of(extraArguments);
        return start(binary, (port, directory) -> {
            List<String> all = new ArrayList<>(basic(port));
            all.addAll(List.of("--save", "", "--appendonly", "no"));
            all.addAll(extra);
            return all;
        });
    }

    /**
     * Starts a Sentinel of the server {@link RedisBinary#find} names.
     *
     * @param configuration its lines, such as {@code sentinel monitor main 127.0.0.1 6379 2}; after {@link #restart} it
     *     knows nothing else
     * @throws RedisUnavailableException when it cannot be run here
     */
    public static RedisServer startSentinel(String... configuration) {
        List<String> lines = List.of(configuration);
        return start(RedisBinary.find(), (port, directory) -> {
            // It writes there what it learns, and does not start without.
            Path file = Files.write(directory.resolve("sentinel.conf"), lines);
            List<String> all = new ArrayList<>(List.of(file.toString()));
            all.addAll(basic(port));
            all.add("--sentinel");
            return all;
        });
    }

    private static RedisServer start(RedisBinary binary, Arguments arguments) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new RedisServer(binary, arguments);
            } catch (RedisUnavailableException e) {
                // Between the choice of a port and its use another process may have taken it, and that of a cluster's
                // bus
                // at any time. C libraries differ in whether it is "already" in use.
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
    }

    private static List<String> basic(int port) {
        return List.of("--port", Integer.toString(port), "--bind", HOST);
    }

    /** The port; the same after a restart, and low enough (below 55,000) for a cluster bus 10,000 above it. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return HOST + ":" + port;
    }

    /** Ends the server as a power cut would; connections are reset and new ones refused. */
    public synchronized void kill() {
        process.kill();
    }

    /** Freezes the server (SIGSTOP): connections stay open, new ones are accepted by the kernel, nothing answers. */
    public synchronized void suspend() {
        process.suspend();
    }

    /** Lets a suspended server run on (SIGCONT); it answers what was asked meanwhile. */
    public synchronized void resume() {
        process.resume();
    }

    /**
     * Ends the server if it still runs and starts an empty one on the same port.
     *
     * @throws RedisUnavailableException when it does not come up again
     */
    public synchronized void restart() {
        process.kill();
        process = launch();
    }

    /** Ends the server, even a suspended one, and deletes its directory. A second call does nothing. */
    @Override
    public synchronized void close() {
        process.kill();
        TempDirectory.delete(directory);
    }

    ProcessHandle handle() {
        return process.handle();
    }

    Path directory() {
        return directory;
    }

    private ServerProcess launch() {
        try {
            return ServerProcess.start(binary, arguments.of(port, directory), port, directory);
        } catch (IOException e) {
            throw new RedisUnavailableException("Cannot write in " + directory + ": " + e.getMessage(), e);
        }
    }
}
