package dev.ratelimit.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever befalls the connection for messages, changes are followed. */
@Tag("redis")
class ChangeFeedOutlivesErrorsTest {

    /** One server, to which the first connection for messages fails for want of a thread, as it may anywhere. */
    private record Scarce(OneServer server, AtomicBoolean failed) implements Topology {

        @Override
        public StatefulConnection<byte[], byte[]> connect() {
            return server.connect();
        }

        @Override
        public StatefulRedisPubSubConnection<String, String> connectPubSub() {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return server.connectPubSub();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void anErrorOfTheConnectionForMessagesEndsNoThread() {
        try (TestRedis redis = new TestRedis()) {
            RedisClient client = RedisClient.create(
                    RedisURI.create("redis://" + redis.server().address()));
            Topology topology = new Scarce(new OneServer(client, client::shutdown), new AtomicBoolean());
            RedisLink link = new RedisLink(topology, client.getResources().eventExecutorGroup()::next).open();
            try (RedisStore store = new RedisStore(topology, link, RedisSettings.DEFAULT)) {
                AtomicInteger read = new AtomicInteger();
                store.changes().keep("rules", id -> read.incrementAndGet()).open();
                await().atMost(Duration.ofSeconds(10)).until(() -> read.get() > 0);
            }
        }
    }
}
