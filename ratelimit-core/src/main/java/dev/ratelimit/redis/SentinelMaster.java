package dev.ratelimit.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master that Sentinels name. A master that hangs, or one that was replaced meanwhile, breaks no connection, so that those
 * to any other than the one they name are closed here, and whoever used them connects anew. {@link SentinelNews} tells when to
 * look; they are asked at each connection, when a lost master answers again, and about each second besides. While no Sentinel
 * answers nothing is closed.
 */
final class SentinelMaster implements Topology, SentinelNews.Ear {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelMaster.class);

    /** For so long a master that is being replaced is not used, unless another is named sooner. */
    private static final Duration REPLACING = Duration.ofSeconds(3);

    private final OneServer servers;
    private final RedisURI address;
    private final MasterLookup lookup;
    private final SentinelNews news;
    private final Map<StatefulConnection<?, ?>, InetSocketAddress> connected = new ConcurrentHashMap<>();
    private final Semaphore heard = new Semaphore(0);
    private final Thread watch = new Thread(this::watch, "ratelimit-sentinel");
    private volatile @Nullable Leaving leaving;
    private @Nullable InetSocketAddress named;
    private volatile boolean closed;

    /** A master that is being replaced. */
    private record Leaving(InetSocketAddress master, long sinceNanos) {}

    /**
     * @param servers with the client for the master, closed with this
     * @param address with the Sentinels, and with what the master asks for
     */
    SentinelMaster(OneServer servers, RedisURI address, MasterLookup lookup) {
        this.servers = servers;
        this.address = address;
        this.lookup = lookup;
        this.news = new SentinelNews(lookup, this);
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public StatefulConnection<byte[], byte[]> connect() {
        InetSocketAddress master = master();
        return kept(servers.client().connect(ByteArrayCodec.INSTANCE, at(master)), master);
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        InetSocketAddress master = master();
        return kept(servers.client().connectPubSub(StringCodec.UTF8, at(master)), master);
    }

    private InetSocketAddress master() {
        InetSocketAddress master = lookup.master();
        if (leaves(master)) {
            throw new RedisConnectionException("the Sentinels are replacing the master");
        }
        return master;
    }

    private boolean leaves(InetSocketAddress master) {
        Leaving one = leaving;
        return one != null && one.master().equals(master) && System.nanoTime() - one.sinceNanos() < REPLACING.toNanos();
    }

    private RedisURI at(InetSocketAddress master) {
        return RedisURI.builder(address)
                .withHost(master.getHostString())
                .withPort(master.getPort())
                .withTimeout(RedisClients.HANDSHAKE)
                .build();
    }

    private <T extends StatefulConnection<?, ?>> T kept(T connection, InetSocketAddress master) {
        connected.put(connection, master);
        if (leaves(master)) {
            Connector.end(connection);
        }
        return connection;
    }

    @Override
    public void replacing(InetSocketAddress master) {
        leaving = new Leaving(master, System.nanoTime());
        heard.release();
    }

    @Override
    public void replaced() {
        heard.release();
    }

    private void watch() {
        while (!closed) {
            try {
                news.listen();
                if (heard.tryAcquire(ThreadLocalRandom.current().nextLong(600, 1_000), TimeUnit.MILLISECONDS)) {
                    heard.drainPermits();
                }
                closeThatOfLeaving();
                closeOthersThan(lookup.latest());
            } catch (RuntimeException | Error e) {
                // Whatever it is: this thread must live.
                LOG.debug("The Sentinels do not say who is master: {}", Errors.describe(e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public boolean rightful(StatefulConnection<byte[], byte[]> connection) {
        try {
            closeOthersThan(lookup.latest());
        } catch (RuntimeException e) {
            LOG.debug("The Sentinels do not say who is master now: {}", Errors.describe(e));
        }
        InetSocketAddress master = connected.get(connection);
        return connection.isOpen() && master != null && !leaves(master);
    }

    private void closeThatOfLeaving() {
        connected.forEach((connection, master) -> {
            if (leaves(master)) {
                Connector.end(connection);
            }
        });
    }

    private synchronized void closeOthersThan(InetSocketAddress master) {
        if (named != null && !named.equals(master)) {
            LOG.info("The master is now {}:{}; connecting to it", master.getHostString(), master.getPort());
        }
        named = master;
        connected.keySet().removeIf(connection -> !connection.isOpen());
        connected.forEach((connection, its) -> {
            if (!its.equals(master)) {
                Connector.end(connection);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        try {
            watch.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lookup.close();
        servers.close();
    }
}
