package dev.ratelimit.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.net.InetSocketAddress;
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
    private @Nullable StatefulRedisConnection<String, String> connection;

    /** @param client one that reconnects nothing */
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
        // Without a cause, whose text would hide that this is about Sentinels.
        throw new RedisConnectionException(
                "no Sentinel names a master" + (trouble == null ? "" : ": " + Errors.describe(trouble)));
    }

    private InetSocketAddress ask() {
        RedisURI sentinel = sentinels.get(asked);
        if (connection == null || !connection.isOpen()) {
            giveUp();
            // Not connectSentinel: that warns of each failure.
            connection = client.connect(StringCodec.UTF8, sentinel);
        }
        List<String> master = await(connection
                .async()
                .dispatch(
                        CommandType.SENTINEL,
                        new ValueListOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8)
                                .add("get-master-addr-by-name")
                                .add(name)));
        if (master == null || master.size() != 2) {
            throw new RedisException(
                    "Sentinel " + sentinel.getHost() + ":" + sentinel.getPort() + " knows no master " + name);
        }
        return InetSocketAddress.createUnresolved(master.get(0), Integer.parseInt(master.get(1)));
    }

    private static @Nullable List<String> await(RedisFuture<List<String>> answer) {
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
    }
}
