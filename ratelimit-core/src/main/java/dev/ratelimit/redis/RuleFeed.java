package dev.ratelimit.redis;

import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.StoredRules;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rules on Redis to this node whenever they change. A message is the hint, and a look at the counter of changes
 * each second the guarantee; after a reconnect everything is read anew. What cannot be read changes nothing: the rules that
 * were read last stay, and one log line says why.
 */
final class RuleFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleFeed.class);
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long HANDSHAKE_MILLIS = 1_000;
    private static final long NEVER_READ = -1;

    private final RedisClient client;
    private final RedisRules rules;
    private final String channel;
    private final Consumer<StoredRules> listener;
    private final Semaphore hints = new Semaphore(0);
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ratelimit-rules");
    private @Nullable StatefulRedisPubSubConnection<String, String> subscription;
    private volatile boolean closed;
    private long read = NEVER_READ;
    private String complaint = "";

    /** @param listener hears of rules on this feed's own thread */
    RuleFeed(RedisClient client, RedisRules rules, String channel, Consumer<StoredRules> listener) {
        this.client = client;
        this.rules = rules;
        this.channel = channel;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Starts, and waits two seconds at most for the first rules, so that first requests meet them. */
    RuleFeed open() {
        thread.start();
        try {
            if (!firstTry.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info(
                        "The rules on Redis were not read within {} ms; they hold as soon as they are",
                        FIRST_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    private void run() {
        boolean hinted = true;
        while (!closed) {
            subscribe();
            look(hinted);
            firstTry.countDown();
            hinted = pause();
        }
    }

    /** @param hinted whether to read even though the counter has not moved: it may have been flushed and counted anew */
    private void look(boolean hinted) {
        try {
            long changes = rules.changes();
            if (hinted || changes != read) {
                read(changes);
            }
        } catch (StoreException e) {
            LOG.debug("The rules on Redis were not read: {}", e.getMessage());
        }
    }

    private void read(long changes) {
        try {
            listener.accept(rules.load());
            complain("");
        } catch (RulesException | IllegalStateException e) {
            complain(String.valueOf(e.getMessage()));
        }
        // Also when they cannot be used: only another change can help.
        read = changes;
    }

    private void complain(String what) {
        if (!what.isEmpty() && !what.equals(complaint)) {
            LOG.warn("The rules on Redis cannot be used; those that were read last stay in force: {}", what);
        }
        if (what.isEmpty() && !complaint.isEmpty()) {
            LOG.info("The rules on Redis are in force again");
        }
        complaint = what;
    }

    private void subscribe() {
        if (subscription != null) {
            return;
        }
        try {
            StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub(StringCodec.UTF8);
            subscription = connection;
            connection.addListener(new Hints());
            // Not by sync(): its proxy is remembered by the JDK, and with it the class loader of an undeployed
            // application.
            RedisFuture<Void> subscribed = connection.async().subscribe(channel);
            if (!subscribed.await(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS) || subscribed.getError() != null) {
                LOG.debug("No hints of changed rules: {}", subscribed.getError());
            }
        } catch (RedisException e) {
            LOG.debug("No connection for hints of changed rules: {}", Errors.describe(e));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Whether there was a hint; with none it took a second, give or take, lest all nodes ask at once. */
    private boolean pause() {
        try {
            boolean hinted = hints.tryAcquire(ThreadLocalRandom.current().nextLong(800, 1_200), TimeUnit.MILLISECONDS);
            hints.drainPermits();
            return hinted;
        } catch (InterruptedException e) {
            closed = true;
            return false;
        }
    }

    /** Called on the event loop, so it only wakes the feed's own thread. */
    private final class Hints extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String from, String message) {
            hints.release();
        }

        /** At the start and after each reconnect: messages in between are lost. */
        @Override
        public void subscribed(String to, long count) {
            hints.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (subscription != null) {
            subscription.close();
        }
    }
}
