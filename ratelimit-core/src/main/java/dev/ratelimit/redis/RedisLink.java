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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends commands and waits for their answers, on a connection that a {@link Connector} keeps.
 *
 * <p>Lettuce is entered on the connection's event loop only: Netty leaves thread-locals on any thread that enters it,
 * and a container's threads would then keep the class loader of an undeployed application.
 */
final class RedisLink implements AutoCloseable {

    /** After so long without an answer a link is replaced: TCP may take minutes to notice a lost peer. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    /** A wait that ends so much later than it should have: this JVM stood still, and perhaps not the server. */
    private static final long STOOD_STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Topology topology;
    private final Supplier<Executor> loop;
    private final Connector connector;
    private final Outbox outbox;
    private final Silence silence = new Silence(LONGEST_SILENCE);

    /** @param loop the executor from which to enter Lettuce */
    RedisLink(Topology topology, Supplier<Executor> loop) {
        this.topology = topology;
        this.loop = loop;
        this.connector = new Connector(topology);
        this.outbox = new Outbox(loop, this::write);
    }

    /** Starts to connect and waits five seconds at most for the first result, so that first requests find Redis. */
    RedisLink open() {
        connector.open();
        return this;
    }

    /**
     * Sends a command, whose future completes on the event loop.
     *
     * @throws StoreException when there is no connection
     */
    <T> AsyncCommand<byte[], byte[], T> send(AsyncCommand<byte[], byte[], T> command) {
        if (connector.connection() == null) {
            throw new StoreException(Trouble.DISCONNECTED, connector.lastError(), null, true);
        }
        try {
            outbox.send(command);
            return command;
        } catch (RejectedExecutionException e) {
            throw closed(e);
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
            throw closed(e);
        }
    }

    private static StoreException closed(RejectedExecutionException e) {
        return new StoreException(Trouble.DISCONNECTED, "the connection is closed", e, true);
    }

    private void write(List<AsyncCommand<byte[], byte[], ?>> commands) {
        try {
            topology.dispatch(connection(), commands);
        } catch (RuntimeException e) {
            // An application may have shut its client down: the callers must hear of it as of any lost link.
            commands.forEach(command -> command.completeExceptionally(e));
        }
    }

    private void write(String server, AsyncCommand<byte[], byte[], ?> command) {
        try {
            topology.dispatch(connection(), server, command);
        } catch (RuntimeException e) {
            command.completeExceptionally(e);
        }
    }

    private StatefulConnection<byte[], byte[]> connection() {
        return Objects.requireNonNull(connector.connection(), "the connection was given up");
    }

    /** Replaces the link to one of the {@link #servers}; what waits on it for an answer fails. */
    void renew(String server) {
        StatefulConnection<byte[], byte[]> connection = connector.connection();
        if (connection == null) {
            return;
        }
        try {
            loop.get().execute(() -> topology.renew(connection, server));
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    /** Whether the server that answers after an outage is the one to ask; it may have been replaced meanwhile. */
    boolean rightful() {
        StatefulConnection<byte[], byte[]> link = connector.connection();
        return link != null && topology.rightful(link);
    }

    /** Whether keys are divided among servers by their hash tags. */
    boolean clustered() {
        return topology.clustered();
    }

    /** The servers among which the keys are divided; one without a name where there is no connection to ask. */
    List<String> servers() {
        StatefulConnection<byte[], byte[]> link = connector.connection();
        return link == null ? List.of(Servers.ONLY) : topology.servers(link);
    }

    /** The one of {@link #servers} that has the keys with a hash tag. */
    String server(byte[] tag) {
        StatefulConnection<byte[], byte[]> link = connector.connection();
        return link == null ? Servers.ONLY : topology.server(link, tag);
    }

    /**
     * Waits for a command that was sent. On a connection on which nothing has been answered for long it is the last one, or
     * what is sent piles up until TCP notices.
     *
     * @throws StoreException when it fails or is not answered in time
     * @throws RedisNoScriptException when the server has not the script
     */
    void await(AsyncCommand<byte[], byte[], ?> command, long nanos) {
        long askedNanos = System.nanoTime();
        try {
            get(command, nanos);
            silence.heard();
        } catch (ExecutionException | CancellationException e) {
            throw failed(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            command.cancel();
            if (silence.unheard(askedNanos)) {
                connector.giveUp("no answer for " + LONGEST_SILENCE.toSeconds() + " s, connecting anew");
            }
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

    private RuntimeException failed(Throwable cause) {
        if (cause instanceof RedisCommandExecutionException) {
            silence.heard();
        }
        if (Errors.ofReplica(cause)) {
            connector.demoted();
        }
        return cause instanceof RedisNoScriptException unknown ? unknown : Errors.of(cause);
    }

    @Override
    public void close() {
        connector.close();
    }
}
