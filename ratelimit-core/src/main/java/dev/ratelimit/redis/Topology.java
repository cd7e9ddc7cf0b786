package dev.ratelimit.redis;

import dev.ratelimit.store.Servers;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;

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

    /** Whether keys are spread over nodes by their hash tags. */
    default boolean clustered() {
        return false;
    }

    /** Sends commands to where their keys are; on an event loop, which must not wait. */
    default void dispatch(
            StatefulConnection<byte[], byte[]> connection, List<AsyncCommand<byte[], byte[], ?>> commands) {
        connection.dispatch(commands);
    }

    /** Sends a command to one of the {@link #servers}; on an event loop, which must not wait. */
    default void dispatch(
            StatefulConnection<byte[], byte[]> connection, String server, AsyncCommand<byte[], byte[], ?> command) {
        connection.dispatch(command);
    }

    /** The nodes among which the keys are divided. */
    default List<String> servers(StatefulConnection<byte[], byte[]> connection) {
        return List.of(Servers.ONLY);
    }

    /** The server that has the keys with a hash tag. */
    default String server(StatefulConnection<byte[], byte[]> connection, byte[] tag) {
        return Servers.ONLY;
    }

    /** Replaces the link to one of the {@link #servers}; on an event loop, which must not wait. */
    default void renew(StatefulConnection<byte[], byte[]> connection, String server) {}

    /** A server is lost: looks soon who has its keys now. */
    default void refresh() {}

    /**
     * A server that was lost answers again: whether it is still the one to ask. May take a while; connections to one that is
     * not are closed.
     */
    default boolean rightful(StatefulConnection<byte[], byte[]> connection) {
        return true;
    }

    /** Whether connections find their way back by themselves; else a lost one is replaced by {@link #connect}. */
    default boolean reconnects() {
        return false;
    }

    /** Gives up what was opened for it; an application's own client stays open. */
    @Override
    void close();
}
