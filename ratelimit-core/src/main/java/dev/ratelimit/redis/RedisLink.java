package dev.ratelimit.redis;

import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis. A thread of its own tries until one stands, so that an application starts without Redis, and
 * again whenever it is lost: each time by asking the topology, which may know another server or password by then.
 *
 * <p>Lettuce is entered on the connection's event loop only: Netty leaves thread-locals on any thread that enters it,
 * and a container's threads would then keep the class loader of an undeployed application.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final long FIRST_WAIT_MILLIS = 5_000;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Topology topology;
    private final Outbox outbox;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;
    private volatile String lastError = "still connecting";
    private volatile boolean closed;
    private volatile long heardNanos = System.nanoTime();
    private volatile long adoptedNanos;
    private long toldNanos = System.nanoTime() - BETWEEN_LINES.toNanos();
    private @Nullable Thread connector;

    /** @param loop the executor from which to enter Lettuce */
    RedisLink(Topology topology, Supplier<Executor> loop) {
        this.topology = topology;
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

    private void write(List<AsyncCommand<byte[], byte[], ?>> commands) {
        try {
            Objects.requireNonNull(connection, "the connection was given up").dispatch(commands);
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
        try {
            command.get(nanos, TimeUnit.NANOSECONDS);
            heard();
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (Errors.ofReplica(cause)) {
                demoted();
            }
            throw cause instanceof RedisNoScriptException unknown ? unknown : Errors.of(cause);
        } catch (TimeoutException e) {
            command.cancel();
            unheard();
            throw Errors.of(e);
        } catch (InterruptedException e) {
            command.cancel();
            throw Errors.interrupted(e);
        }
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    /**
     * The server did not answer in time. A connection that has been silent for long is given up: TCP may take minutes to
     * notice a lost peer, and meanwhile what is sent piles up.
     */
    private void unheard() {
        if (System.nanoTime() - heardNanos > LONGEST_SILENCE.toNanos()) {
            giveUp(connection, "no answer for " + LONGEST_SILENCE.toSeconds() + " s, connecting anew");
        }
    }

    /** This is no master any more: there may be another one. Where there is none, once a second is often enough. */
    private void demoted() {
        if (System.nanoTime() - adoptedNanos > SHORTEST_LIFE.toNanos()) {
            giveUp(connection, "connected to a replica, connecting anew");
        }
    }

    private void giveUp(@Nullable StatefulConnection<byte[], byte[]> link, String why) {
        if (link != null) {
            replace(link, why, link::close);
        }
    }

    /** One that does not reconnect has closed itself, and complains of being closed again. */
    private void lost(StatefulConnection<byte[], byte[]> link) {
        replace(link, "the connection was lost", link.getOptions().isAutoReconnect() ? link::close : () -> {});
    }

    private synchronized void replace(StatefulConnection<byte[], byte[]> old, String why, Runnable farewell) {
        if (old != connection || closed) {
            return;
        }
        lastError = why;
        connection = null;
        startConnecting(() -> {
            farewell.run();
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
        for (int attempt = 0; !closed; attempt++) {
            try {
                adopt(topology.connect());
                tried.countDown();
                return;
            } catch (RuntimeException e) {
                note(e);
                tried.countDown();
                pause(attempt);
            }
        }
    }

    private void adopt(StatefulConnection<byte[], byte[]> link) {
        if (!topology.reconnects()) {
            link.addListener(new RedisConnectionStateAdapter() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    lost(link);
                }
            });
        }
        heard();
        adoptedNanos = System.nanoTime();
        connection = link;
        // The store may have been closed meanwhile, and an application's client would keep the connection.
        if (closed) {
            end(link);
        } else if (!link.isOpen()) {
            lost(link);
        }
    }

    /**
     * Once it was connected, who lost Redis has been told so, but not that it is a wrong password or certificate that now
     * keeps it away: nobody else would mend that.
     */
    private void note(RuntimeException e) {
        String error = Errors.describe(e);
        long now = System.nanoTime();
        boolean told = tried.getCount() > 0 || error.equals(lastError) || !Errors.needsMending(e);
        lastError = error;
        if (!told && now - toldNanos >= BETWEEN_LINES.toNanos()) {
            toldNanos = now;
            LOG.warn("Redis takes no connection: {}; trying on", error);
        }
    }

    /** Soon at first, and never all nodes at once. */
    private void pause(int attempt) {
        long longest = Math.min(500, 40L << Math.min(attempt, 4));
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(20, longest));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Not under the lock: the event loop, which closes it, may be waiting for that to report the loss. */
    @Override
    public void close() {
        StatefulConnection<byte[], byte[]> link;
        synchronized (this) {
            closed = true;
            if (connector != null) {
                connector.interrupt();
            }
            link = connection;
        }
        if (link != null) {
            end(link);
        }
    }

    /** Closes what may have been lost, and thereby closed, already. */
    static void end(StatefulConnection<?, ?> link) {
        if (link.isOpen() || link.getOptions().isAutoReconnect()) {
            link.close();
        }
    }
}
