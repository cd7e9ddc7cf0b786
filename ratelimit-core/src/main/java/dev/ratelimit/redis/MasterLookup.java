package dev.ratelimit.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks Sentinels who the master is: the one that answered last, and the others in turn when it does not. */
final class MasterLookup implements AutoCloseable {

    /** A Sentinel that hangs must not keep us from the others. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final RedisClient client;
    private final String name;
    private final List<RedisURI> sentinels;
    private int asked;
    private @Nullable StatefulRedisSentinelConnection<String, String> connection;

    /** @param client one that reconnects nothing; closed with this */
    MasterLookup(RedisClient client, RedisURI address) {
        this.client = client;
        this.name = address.getSentinelMasterId();
        this.sentinels = address.getSentinels().stream()
                .map(sentinel ->
                        RedisURI.builder(sentinel).withTimeout(PATIENCE).build())
                .toList();
    }

    /**
     * Where the master is.
     *
     * @throws RedisException when no Sentinel says so
     */
    synchronized InetSocketAddress master() {
        RedisException trouble = null;
        for (int i = 0; i < sentinels.size(); i++) {
            try {
                return ask();
            } catch (RedisException e) {
                trouble = e;
                giveUp();
                asked = (asked + 1) % sentinels.size();
            }
        }
        throw new RedisConnectionException("no Sentinel names a master", trouble);
    }

    private InetSocketAddress ask() {
        RedisURI sentinel = sentinels.get(asked);
        if (connection == null || !connection.isOpen()) {
            giveUp();
            connection = client.connectSentinel(StringCodec.UTF8, sentinel);
        }
        if (await(connection.async().getMasterAddrByName(name)) instanceof InetSocketAddress master) {
            return master;
        }
        throw new RedisException(
                "Sentinel " + sentinel.getHost() + ":" + sentinel.getPort() + " knows no master " + name);
    }

    private static @Nullable SocketAddress await(RedisFuture<SocketAddress> answer) {
        try {
            if (!answer.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RedisException("a Sentinel did not answer within " + PATIENCE.toMillis() + " ms");
            }
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedisException cause ? cause : new RedisException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException(e);
        }
    }

    private void giveUp() {
        if (connection != null) {
            Connector.end(connection);
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        giveUp();
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
