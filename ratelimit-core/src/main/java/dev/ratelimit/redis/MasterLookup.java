package dev.ratelimit.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Sentinels who the master is. Safe for any number of threads. */
final class MasterLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterLookup.class);

    private final RedisClient client;
    private final String name;
    private final List<RedisURI> sentinels;
    private final List<SentinelLink> links;
    /** Which is asked first. */
    private volatile int preferred;

    /** @param client one that reconnects nothing */
    MasterLookup(RedisClient client, RedisURI address) {
        this.client = client;
        this.name = address.getSentinelMasterId();
        this.sentinels = address.getSentinels().stream()
                .map(sentinel -> RedisURI.builder(sentinel)
                        .withTimeout(SentinelLink.PATIENCE)
                        .build())
                .toList();
        this.links = sentinels.stream()
                .map(sentinel -> new SentinelLink(client, sentinel, name))
                .toList();
    }

    /** The Sentinels, as they are connected to. */
    List<RedisURI> sentinels() {
        return sentinels;
    }

    /** What the Sentinels call the master. */
    String name() {
        return name;
    }

    /** A connection to a Sentinel for messages. */
    CompletableFuture<StatefulRedisPubSubConnection<String, String>> connectPubSub(RedisURI sentinel) {
        return client.connectPubSubAsync(StringCodec.UTF8, sentinel).toCompletableFuture();
    }

    /** From now on one of the {@link #sentinels} is asked first: it knows more than the others. Does not wait. */
    void prefer(int sentinel) {
        preferred = sentinel;
    }

    /**
     * Where the master is, by the Sentinel that is preferred, and by the others in turn where it does not answer.
     *
     * @throws RedisException when no Sentinel says so
     */
    InetSocketAddress master() {
        RedisException trouble = null;
        for (int i = 0; i < links.size(); i++) {
            int asked = preferred;
            try {
                return links.get(asked).master();
            } catch (RedisException e) {
                trouble = e;
                preferred = (asked + 1) % links.size();
            }
        }
        throw unknown(trouble);
    }

    /**
     * The same by the one of all Sentinels that knows most: another may hear of a new master two seconds later. Who has not
     * answered lately is not asked, as long as another one is well.
     *
     * @throws RedisException when no Sentinel says so
     */
    InetSocketAddress latest() {
        InetSocketAddress master = null;
        long newest = -1;
        int first = preferred;
        for (int i = 0; i < links.size(); i++) {
            int asked = (first + i) % links.size();
            SentinelLink link = links.get(asked);
            try {
                long epoch = link.silent() ? newest : link.epoch();
                if (epoch > newest) {
                    master = link.master();
                    newest = epoch;
                    preferred = asked;
                }
            } catch (RedisException e) {
                LOG.debug("A Sentinel does not answer: {}", Errors.describe(e));
            }
        }
        return master == null ? master() : master;
    }

    /** Without a cause, whose text would hide that this is about Sentinels. */
    private static RedisException unknown(@Nullable RedisException trouble) {
        return new RedisConnectionException(
                "no Sentinel names a master" + (trouble == null ? "" : ": " + Errors.describe(trouble)));
    }

    @Override
    public void close() {
        links.forEach(SentinelLink::close);
    }
}
