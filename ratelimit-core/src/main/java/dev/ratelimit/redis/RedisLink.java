package dev.ratelimit.redis;

import dev.ratelimit.store.Servers;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Redis. A thread of its own tries until the first one stands, so that an application starts without
 * Redis; after that Lettuce reconnects.
 *
 * <p>Lettuce is entered on the connection's event loop only: Netty leaves thread-locals on any thread that enters it,
 * and a container's threads would then keep the class loader of an undeployed application.
 */
final class RedisLink implements AutoCloseable {

    private static final long FIRST_WAIT_MILLIS = 5_000;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    /** A wait that ends so much later than it should have: this JVM stood still, and perhaps not the server. */
    private static final long STOOD_STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Topology topology;
    private final Supplier<Executor> loop;
    private final Outbox outbox;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;
    private volatile String lastError = "still connecting";
    private volatile boolean closed;
    private volatile boolean silent;
    private volatile long silentSinceNanos;
    private @Nullable Thread connector;

    /** @param loop the executor from which to enter Lettuce */
    RedisLink(Topology topology, Supplier<Executor> loop) {
        this.topology = topology;
        this.loop = loop;
        this.outbox = new Outbox(loop, this::write);
    }

    /** Starts to connect and waits five seconds at most for the first result, so that first requests find Redis. */
    RedisLink open() {
        startConnecting(this::connect);
        try {
            boolean inTime = tried.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            lastError = inTime ? lastError : "no connection within " + FIRST_WAIT_MILLIS + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /**
     * Sends a command, whose future completes on the event loop.
     *
     * @throws StoreException when there is no connection
     */
    <T> AsyncCommand<byte[], byte[], T> send(AsyncCommand<byte[], byte[], T> command) {
        if (connection == null) {
            throw new StoreException(Trouble.DISCONNECTED, lastError, null);
        }
        try {
            outbox.send(command);
            return command;
        } catch (RejectedExecutionException e) {
            throw new StoreException(Trouble.DISCONNECTED, "the connection is closed", e);
        }
    }

    /**
     * Sends a command to one of the {@link #servers}, whatever its key.
     *
     * @throws StoreException when there is no connection
     */
    <T> AsyncCommand<byte[], byte[], T> send(String server, AsyncCommand<byte[], byte[], T> command) {
        if (server.equals(Servers.ONLY)) {
            return send(command);
        }
        try {
            loop.get().execute(() -> write(server, command));
            return command;
        } catch (RejectedExecutionException e) {
            throw new StoreException(Trouble.DISCONNECTED, "the connection is closed", e);
        }
    }

    private void write(String server, AsyncCommand<byte[], byte[], ?> command) {
        try {
            topology.dispatch(open(connection), server, command);
        } catch (RuntimeException e) {
            command.completeExceptionally(e);
        }
    }

    /** Whether keys are divided among nodes by their hash tags. */
    boolean clustered() {
        return topology.clustered();
    }

    /** The nodes among which the keys are divided; one without a name where there is no connection to ask. */
    List<String> servers() {
        StatefulConnection<byte[], byte[]> link = connection;
        return link == null ? List.of(Servers.ONLY) : topology.servers(link);
    }

    /** The one of {@link #servers} that has the keys with a hash tag. */
    String server(byte[] tag) {
        StatefulConnection<byte[], byte[]> link = connection;
        return link == null ? Servers.ONLY : topology.server(link, tag);
    }

    private static StatefulConnection<byte[], byte[]> open(@Nullable StatefulConnection<byte[], byte[]> connection) {
        return Objects.requireNonNull(connection, "the connection was given up");
    }

    private void write(List<AsyncCommand<byte[], byte[], ?>> commands) {
        try {
            topology.dispatch(open(connection), commands);
        } catch (RuntimeException e) {
            // An application may have shut its client down: the callers must hear of it as of any lost link.
            commands.forEach(command -> command.completeExceptionally(e));
        }
    }

    /**
     * Waits for a command that was sent.
     *
     * @throws StoreException when it fails or is not answered in time
     * @throws RedisNoScriptException when the server has not the script
     */
    void await(AsyncCommand<byte[], byte[], ?> command, long nanos) {
        long askedNanos = System.nanoTime();
        try {
            get(command, nanos);
            heard();
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof RedisCommandExecutionException) {
                heard();
            }
            throw cause instanceof RedisNoScriptException unknown ? unknown : Errors.of(cause);
        } catch (TimeoutException e) {
            command.cancel();
            unheard(askedNanos);
            throw Errors.of(e);
        } catch (InterruptedException e) {
            command.cancel();
            throw Errors.interrupted(e);
        }
    }

    private static void get(AsyncCommand<byte[], byte[], ?> command, long nanos)
            throws ExecutionException, TimeoutException, InterruptedException {
        long start = System.nanoTime();
        try {
            command.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (System.nanoTime() - start - nanos < STOOD_STILL_NANOS) {
                throw e;
            }
            // The answer may lie in the socket; a pause of this JVM is no reason to give Redis up.
            command.get(GRACE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void heard() {
        if (silent) {
            silent = false;
        }
    }

    /**
     * The server did not answer in time. A connection on which nothing has been answered for long is given up: TCP may take
     * minutes to notice a lost peer, and meanwhile what is sent piles up. Silence begins with a question.
     */
    private void unheard(long askedNanos) {
        if (!silent) {
            silentSinceNanos = askedNanos;
            silent = true;
        } else if (System.nanoTime() - silentSinceNanos > LONGEST_SILENCE.toNanos()) {
            renew();
        }
    }

    private synchronized void renew() {
        StatefulConnection<byte[], byte[]> silent = connection;
        if (silent == null || closed) {
            return;
        }
        lastError = "no answer for " + LONGEST_SILENCE.toSeconds() + " s, connecting anew";
        connection = null;
        startConnecting(() -> {
            silent.close();
            connect();
        });
    }

    private synchronized void startConnecting(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-connect");
        thread.setDaemon(true);
        connector = thread;
        thread.start();
    }

    private void connect() {
        while (!closed && connection == null) {
            try {
                adopt(topology.connect());
            } catch (RuntimeException e) {
                lastError = Errors.describe(e);
                tried.countDown();
                pause();
            }
        }
        tried.countDown();
    }

    private void adopt(StatefulConnection<byte[], byte[]> link) {
        heard();
        connection = link;
        // The store may have been closed meanwhile, and an application's client would keep the connection.
        if (closed) {
            link.close();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(20, 500));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connector != null) {
            connector.interrupt();
        }
        StatefulConnection<byte[], byte[]> link = connection;
        if (link != null) {
            link.close();
        }
    }
}
