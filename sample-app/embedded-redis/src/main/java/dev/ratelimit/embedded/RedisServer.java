package dev.ratelimit.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A standalone {@code redis-server} on 127.0.0.1 that lives until it is closed, and can be made to fail on the way.
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
    private final List<String> extraArguments;
    private final int port;
    private final Path directory;
    private ServerProcess process;

    private RedisServer(RedisBinary binary, List<String> extraArguments) {
        this.binary = binary;
        this.extraArguments = extraArguments;
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
        for (int attempt = 1; ; attempt++) {
            try {
                return new RedisServer(binary, extra);
            } catch (RedisUnavailableException e) {
                // Between the choice of a port and its use another process may have taken it; that of a cluster's bus
                // may be
                // taken in any case. C libraries differ in whether it is "already" in use.
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
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
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--bind", HOST, "--save", "", "--appendonly", "no"));
        arguments.addAll(extraArguments);
        return ServerProcess.start(binary, arguments, port, directory);
    }
}
