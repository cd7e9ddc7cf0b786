package dev.ratelimit.benchmarks;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;

/** A client and its one connection, with the options that {@code RedisStores} gives its own. */
final class Peer<K, V> implements AutoCloseable {

    private final RedisClient client;
    private final StatefulRedisConnection<K, V> connection;

    Peer(RedisURI uri, RedisCodec<K, V> codec) {
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(4096)
                .timeoutOptions(TimeoutOptions.create())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build());
        connection = client.connect(codec);
    }

    StatefulRedisConnection<K, V> connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
