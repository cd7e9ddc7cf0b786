package dev.ratelimit.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master that Sentinels name. They are asked at each connection, and about each second besides: a master that hangs, or
 * one that was replaced meanwhile, breaks no connection, so that those to any other than the one they name are closed here,
 * and whoever used them connects anew. While no Sentinel answers nothing is closed.
 */
final class SentinelMaster implements Topology {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelMaster.class);

    private final OneServer servers;
    private final RedisURI address;
    private final MasterLookup lookup;
    private final Map<StatefulConnection<?, ?>, InetSocketAddress> connected = new ConcurrentHashMap<>();
    private final Thread watch = new Thread(this::watch, "ratelimit-sentinel");
    private volatile boolean closed;

    /**
     * @param servers with the client for the master, closed with this
     * @param address with the Sentinels, and with what the master asks for
     */
    SentinelMaster(OneServer servers, RedisURI address, MasterLookup lookup) {
        this.servers = servers;
        this.address = address;
        this.lookup = lookup;
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public StatefulConnection<byte[], byte[]> connect() {
        InetSocketAddress master = lookup.master();
        return kept(servers.client().connect(ByteArrayCodec.INSTANCE, at(master)), master);
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        InetSocketAddress master = lookup.master();
        return kept(servers.client().connectPubSub(StringCodec.UTF8, at(master)), master);
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
        return connection;
    }

    private void watch() {
        while (!closed) {
            try {
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(600, 1_000));
                closeOthersThan(lookup.master());
            } catch (RuntimeException e) {
                // Whatever it is: this thread must live.
                LOG.debug("The Sentinels do not say who is master: {}", Errors.describe(e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void closeOthersThan(InetSocketAddress master) {
        connected.keySet().removeIf(connection -> !connection.isOpen());
        List<StatefulConnection<?, ?>> others = connected.keySet().stream()
                .filter(connection -> !master.equals(connected.get(connection)))
                .toList();
        if (!others.isEmpty()) {
            LOG.info("The master is now {}:{}; connecting to it", master.getHostString(), master.getPort());
        }
        others.forEach(Connector::end);
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
