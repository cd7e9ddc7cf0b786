package dev.ratelimit.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to Redis. A thread of its own tries until one stands, so that an application starts without Redis, and
 * again whenever it is lost: each time by asking the topology, which may know another server or password by then.
 */
final class Connector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final long FIRST_WAIT_MILLIS = 5_000;
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Topology topology;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;
    private volatile String lastError = "still connecting";
    /** What somebody was told of why there is none; null for nobody yet. */
    private volatile @Nullable String told;

    private volatile boolean closed;
    private volatile long adoptedNanos;
    private long toldNanos = System.nanoTime() - BETWEEN_LINES.toNanos();
    private final BlockingQueue<Runnable> farewells = new LinkedBlockingQueue<>();
    // One for all times: when there is no memory for a thread is no time to need another.
    private final Thread thread = new Thread(this::run, "ratelimit-connect");

    Connector(Topology topology) {
        this.topology = topology;
        thread.setDaemon(true);
    }

    /** Starts to connect and waits five seconds at most for the first result. */
    void open() {
        thread.start();
        try {
            boolean inTime = tried.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            lastError = inTime ? lastError : "no connection within " + FIRST_WAIT_MILLIS + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection; null while there is none. */
    @Nullable
    StatefulConnection<byte[], byte[]> connection() {
        return connection;
    }

    /** Why there is none. */
    String lastError() {
        String error = lastError;
        if (told == null) {
            told = error;
        }
        return error;
    }

    /** The connection is of no use any more. */
    void giveUp(String why) {
        StatefulConnection<byte[], byte[]> link = connection;
        if (link != null) {
            replace(link, why, link::close);
        }
    }

    /** This is no master any more: there may be another one. Where there is none, once a second is often enough. */
    void demoted() {
        if (System.nanoTime() - adoptedNanos > SHORTEST_LIFE.toNanos()) {
            giveUp("READONLY: connected to a replica, connecting anew");
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
        // Whoever used it hears of the loss.
        told = why;
        connection = null;
        farewells.add(farewell);
    }

    private void run() {
        connect();
        while (!closed) {
            try {
                farewells.take().run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.debug("A connection that was given up was not closed: {}", Errors.describe(e));
            }
            connect();
        }
    }

    private void connect() {
        for (int attempt = 0; !closed; attempt++) {
            try {
                adopt(topology.connect());
                tried.countDown();
                return;
            } catch (RuntimeException | Error e) {
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
     * Whoever finds no connection is told why, once. If it is something else afterwards, such as a wrong password or
     * certificate, nobody would hear of it who could mend that.
     */
    private void note(Throwable e) {
        String error = Errors.describe(e);
        long now = System.nanoTime();
        lastError = error;
        boolean news = told != null && !error.equals(told) && Errors.needsMending(e);
        if (news && now - toldNanos >= BETWEEN_LINES.toNanos()) {
            told = error;
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
            thread.interrupt();
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
