package dev.ratelimit.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from every Sentinel when it makes another server the master: the one that leads the change knows first. A Sentinel
 * that is away is missed by nobody who also asks.
 */
final class SentinelNews {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelNews.class);

    /** A replica was told to be master; until it is, the old one still takes writes, which will be lost. */
    private static final String BEGUN = "+failover-state-wait-promotion";

    /** The replica is master; and the same once all others follow it. */
    private static final String[] CHANNELS = {BEGUN, "+promoted-slave", "+switch-master"};

    /** {@code slave 10.0.0.2:6379 10.0.0.2 6379 @ main 10.0.0.1 6379}. */
    private static final Pattern OF_REPLICA = Pattern.compile(".* @ (\\S+) (\\S+) (\\d+)");

    private final MasterLookup lookup;
    private final Ear ear;
    private final Map<Integer, CompletableFuture<StatefulRedisPubSubConnection<String, String>>> subscriptions =
            new HashMap<>();

    /** Who is told; on an event loop, which must not wait. */
    interface Ear {

        /** The Sentinels begin to replace this master. */
        void replacing(InetSocketAddress master);

        /** There is another master. */
        void replaced();
    }

    SentinelNews(MasterLookup lookup, Ear ear) {
        this.lookup = lookup;
        this.ear = ear;
    }

    /** Connects to the Sentinels of which nothing would be heard; waits for none of them. For one thread. */
    void listen() {
        List<RedisURI> sentinels = lookup.sentinels();
        for (int i = 0; i < sentinels.size(); i++) {
            if (over(subscriptions.get(i))) {
                subscriptions.put(i, subscribe(i, sentinels.get(i)));
            }
        }
    }

    private static boolean over(
            @Nullable CompletableFuture<StatefulRedisPubSubConnection<String, String>> subscription) {
        return subscription == null
                || subscription.isCompletedExceptionally()
                || (subscription.isDone() && !subscription.join().isOpen());
    }

    private CompletableFuture<StatefulRedisPubSubConnection<String, String>> subscribe(int i, RedisURI sentinel) {
        return lookup.connectPubSub(sentinel).whenComplete((connection, error) -> {
            if (error != null) {
                LOG.debug("No news from the Sentinel {}:{}", sentinel.getHost(), sentinel.getPort());
                return;
            }
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard(i, channel, message);
                }
            });
            var unused = connection.async().subscribe(CHANNELS);
        });
    }

    private void heard(int sentinel, String channel, String message) {
        Matcher ofReplica = OF_REPLICA.matcher(message);
        boolean ours = ofReplica.matches()
                ? ofReplica.group(1).equals(lookup.name())
                : message.startsWith(lookup.name() + " ");
        if (!ours) {
            return;
        }
        lookup.prefer(sentinel);
        if (channel.equals(BEGUN) && ofReplica.matches()) {
            ear.replacing(InetSocketAddress.createUnresolved(ofReplica.group(2), Integer.parseInt(ofReplica.group(3))));
        } else {
            ear.replaced();
        }
    }
}
