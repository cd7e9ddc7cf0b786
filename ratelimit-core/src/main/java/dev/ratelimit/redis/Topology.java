package dev.ratelimit.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** How to get connections to Redis: to one server, or to several that stand for one. */
interface Topology extends AutoCloseable {

    /**
     * A connection for commands.
     *
     * @throws io.lettuce.core.RedisException when there is none at the moment
     */
    StatefulConnection<byte[], byte[]> connect();

    /**
     * A connection for messages.
     *
     * @throws io.lettuce.core.RedisException when there is none at the moment
     */
    StatefulRedisPubSubConnection<String, String> connectPubSub();

    /** Whether connections find their way back by themselves; else a lost one is replaced by {@link #connect}. */
    default boolean reconnects() {
        return false;
    }

    /** Gives up what was opened for it; an application's own client stays open. */
    @Override
    void close();
}
