package dev.ratelimit.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
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
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one Sentinel, on a connection that is made when it is needed. Of several threads one asks at a time. */
final class SentinelLink {

    /** A Sentinel that hangs must not keep us from the others. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final RedisClient client;
    private final RedisURI sentinel;
    private final String name;
    private @Nullable StatefulRedisConnection<String, String> connection;
    private volatile long silentNanos = System.nanoTime() - SILENCE.toNanos();

    /** @param name what the Sentinel calls the master */
    SentinelLink(RedisClient client, RedisURI sentinel, String name) {
        this.client = client;
        this.sentinel = sentinel;
        this.name = name;
    }

    /**
     * Where the master is.
     *
     * @throws RedisException when the Sentinel does not say so; the next call connects anew
     */
    synchronized InetSocketAddress master() {
        List<String> master = ask("get-master-addr-by-name");
        if (master == null || master.size() != 2) {
            throw new RedisException(
                    "Sentinel " + sentinel.getHost() + ":" + sentinel.getPort() + " knows no master " + name);
        }
        return InetSocketAddress.createUnresolved(master.get(0), Integer.parseInt(master.get(1)));
    }

    /**
     * Which change of masters was the last one that this Sentinel knows of: of two, the one with the greater number knows more.
     * 0 when it may not say so.
     *
     * @throws RedisException as {@link #master} does
     */
    synchronized long epoch() {
        try {
            List<String> fields = Objects.requireNonNullElse(ask("master"), List.of());
            int at = fields.indexOf("config-epoch") + 1;
            return at == 0 || at == fields.size() ? 0 : Long.parseLong(fields.get(at));
        } catch (RedisCommandExecutionException e) {
            return 0;
        }
    }

    /** Whether it failed to answer a few seconds ago. */
    boolean silent() {
        return System.nanoTime() - silentNanos < SILENCE.toNanos();
    }

    private @Nullable List<String> ask(String question) {
        try {
            if (connection == null || !connection.isOpen()) {
                close();
                // Not connectSentinel: that warns of each failure.
                connection = client.connect(StringCodec.UTF8, sentinel);
            }
            return await(connection
                    .async()
                    .dispatch(
                            CommandType.SENTINEL,
                            new ValueListOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8).add(question).add(name)));
        } catch (RedisCommandExecutionException e) {
            throw e;
        } catch (RedisException e) {
            silentNanos = System.nanoTime();
            close();
            throw e;
        }
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

    synchronized void close() {
        if (connection != null) {
            Connector.end(connection);
            connection = null;
        }
    }
}
