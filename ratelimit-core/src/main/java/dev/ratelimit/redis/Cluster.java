package dev.ratelimit.redis;

import dev.ratelimit.store.Servers;
import io.lettuce.core.Delegating;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis Cluster. Lettuce knows which master has which keys, looks again from time to time, and follows redirections. */
final class Cluster implements Topology {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final long HANDSHAKE_SECONDS = 1;
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RedisClusterClient client;
    private final Runnable reach;
    private final Runnable shutdown;
    private final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime() - REFRESH_NANOS);
    private volatile boolean found;

    /**
     * @param reach what throws when no node can be reached
     * @param shutdown what ends the client
     */
    Cluster(RedisClusterClient client, Runnable reach, Runnable shutdown) {
        this.client = client;
        this.reach = reach;
        this.shutdown = shutdown;
    }

    /** Connected to each node before it is used: Lettuce refuses what is sent meanwhile. A replica may be promoted. */
    @Override
    public StatefulConnection<byte[], byte[]> connect() {
        reach.run();
        StatefulRedisClusterConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
        found = true;
        connection.getPartitions().getPartitions().stream()
                .map(node -> connect(connection, node))
                .toList()
                .forEach(Cluster::awaitConnected);
        return connection;
    }

    private static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect(
            StatefulRedisClusterConnection<byte[], byte[]> connection, RedisClusterNode server) {
        return connection.getConnectionAsync(
                server.getUri().getHost(), server.getUri().getPort());
    }

    /** One that is away is connected to when it is back. */
    private static void awaitConnected(CompletableFuture<?> connecting) {
        try {
            connecting.get(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("A server of the cluster is away: {}", Errors.describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Stream<RedisClusterNode> masters(StatefulRedisClusterConnection<byte[], byte[]> connection) {
        return connection.getPartitions().getPartitions().stream()
                .filter(server -> server.getRole().isUpstream() && !server.hasNoSlots());
    }

    private static Optional<RedisClusterNode> master(
            StatefulRedisClusterConnection<byte[], byte[]> connection, String server) {
        return masters(connection).filter(master -> name(master).equals(server)).findFirst();
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        reach.run();
        return client.connectPubSub(StringCodec.UTF8);
    }

    @Override
    public boolean clustered() {
        return true;
    }

    @Override
    public boolean reconnects() {
        return true;
    }

    /** One by one: Lettuce waits, on the event loop, for the connection to a server when it is given several. */
    @Override
    public void dispatch(
            StatefulConnection<byte[], byte[]> connection, List<AsyncCommand<byte[], byte[], ?>> commands) {
        commands.forEach(connection::dispatch);
    }

    @Override
    public void dispatch(
            StatefulConnection<byte[], byte[]> connection, String server, AsyncCommand<byte[], byte[], ?> command) {
        RedisClusterNode addressed = master(cluster(connection), server)
                .orElseThrow(() -> new RedisException("Redis server " + server + " has no keys any more"));
        var unused = connect(cluster(connection), addressed).whenComplete((to, error) -> dispatch(to, error, command));
    }

    private static void dispatch(
            @Nullable StatefulRedisConnection<byte[], byte[]> to,
            @Nullable Throwable error,
            AsyncCommand<byte[], byte[], ?> command) {
        if (to == null) {
            command.completeExceptionally(Objects.requireNonNull(error));
        } else {
            to.dispatch(command);
        }
    }

    @Override
    public List<String> servers(StatefulConnection<byte[], byte[]> connection) {
        return masters(cluster(connection)).map(Cluster::name).toList();
    }

    @Override
    public String server(StatefulConnection<byte[], byte[]> connection, byte[] tag) {
        RedisClusterNode master = cluster(connection).getPartitions().getMasterBySlot(SlotHash.getSlot(tag));
        return master == null ? Servers.ONLY : name(master);
    }

    private static String name(RedisClusterNode server) {
        return server.getUri().getHost() + ":" + server.getUri().getPort();
    }

    private static StatefulRedisClusterConnection<byte[], byte[]> cluster(
            StatefulConnection<byte[], byte[]> connection) {
        return (StatefulRedisClusterConnection<byte[], byte[]>) connection;
    }

    /** Lettuce connects anew to a master whose link is gone. */
    @Override
    public void renew(StatefulConnection<byte[], byte[]> connection, String server) {
        master(cluster(connection), server).ifPresent(master -> {
            var unused = connect(cluster(connection), master).thenAccept(Cluster::disconnect);
        });
    }

    /** Closed, it would not be connected again. An application's own client may have wrapped what writes to it. */
    private static void disconnect(StatefulRedisConnection<byte[], byte[]> link) {
        RedisChannelWriter writer = ((RedisChannelHandler<?, ?>) link).getChannelWriter();
        if ((writer instanceof Delegating<?> wrapper ? wrapper.unwrap() : writer) instanceof DefaultEndpoint endpoint) {
            endpoint.disconnect();
        }
    }

    /** Once a second at most, however often nodes are lost. Who still looks for a first one looks at all of them. */
    @Override
    public void refresh() {
        if (!found) {
            return;
        }
        long now = System.nanoTime();
        long last = refreshedNanos.get();
        if (now - last >= REFRESH_NANOS && refreshedNanos.compareAndSet(last, now)) {
            var unused = client.refreshPartitionsAsync().whenComplete((done, error) -> {
                if (error != null) {
                    LOG.debug("The nodes of the cluster were not read: {}", Errors.describe(error));
                }
            });
        }
    }

    @Override
    public void close() {
        shutdown.run();
    }
}
