package dev.ratelimit.redis;

import dev.ratelimit.store.StoreException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what others change on Redis to this node. A message ({@link ChangeEvent}) is the hint, and a look at the counter
 * of changes each second the guarantee: who sees a gap reads everything anew, as after a reconnect.
 */
public final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long HANDSHAKE_MILLIS = 1_000;
    private static final int MOST_WAITING = 10_000;
    private static final long NOTHING = -1;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final ChangeEvent RECONNECTED = new ChangeEvent("", Long.MAX_VALUE, "");

    private final Topology topology;
    private final Admin redis;
    private final Keys keys;
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private final BlockingQueue<ChangeEvent> events = new LinkedBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ratelimit-changes");
    private @Nullable StatefulRedisPubSubConnection<String, String> subscription;
    private volatile boolean closed;
    /** The number of the last change that everything here knows of. */
    private long seen = NOTHING;

    private String complaint = "";

    ChangeFeed(Topology topology, Admin redis, Keys keys) {
        this.topology = topology;
        this.redis = redis;
        this.keys = keys;
        thread.setDaemon(true);
    }

    /**
     * Keeps a copy of one kind of things; before {@link #open}.
     *
     * @param topic what they are called in messages, such as {@code rules}
     * @param refresh reads again what it is given the id of, or all when the id is empty; called by one thread at a time,
     *     also when nothing has changed. Where it throws, the reason is logged once
     */
    public ChangeFeed keep(String topic, Consumer<String> refresh) {
        return keep(topic, FOR_EVER, refresh);
    }

    /**
     * The same for what is also read again without a change.
     *
     * @param most after which time
     */
    public ChangeFeed keep(String topic, Duration most, Consumer<String> refresh) {
        copies.put(topic, new Copy(keys.name(topic), most, refresh));
        return this;
    }

    /** Has all of a topic read again soon, by the feed's own thread; once Redis is there where it is away. */
    public void wake(String topic) {
        events.offer(new ChangeEvent(topic, NOTHING, ""));
    }

    /** Starts, and waits two seconds at most until everything was read, so that first requests meet it. */
    public ChangeFeed open() {
        thread.start();
        try {
            if (!firstTry.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info("The rules on Redis were not read within {} ms; they hold when they are", FIRST_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    private void run() {
        List<ChangeEvent> heard = List.of(RECONNECTED);
        while (!closed) {
            subscribe();
            try {
                follow(heard);
            } catch (StoreException e) {
                LOG.debug("Changes on Redis were not read: {}", e.getMessage());
                seen = NOTHING;
            } catch (RuntimeException | Error e) {
                // Whatever somebody wrote there: this thread must live.
                complain(e.toString());
                seen = NOTHING;
            }
            firstTry.countDown();
            heard = pause();
        }
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            LOG.warn("Changes on Redis cannot be followed, and what was read last stays in force: {}", what);
        }
        complaint = what;
    }

    private void follow(List<ChangeEvent> heard) {
        copies.values().forEach(Copy::retry);
        boolean gap = heard.isEmpty() ? redis.number(keys.version()) != seen : !step(heard);
        if (gap) {
            refreshAll();
        }
    }

    /** Whether the events tell all that has happened. */
    private boolean step(List<ChangeEvent> heard) {
        long reached = seen;
        for (ChangeEvent event : heard) {
            // Also what is not new: after FLUSHALL the numbers begin anew.
            if (event.number() > reached + 1 || !copies.containsKey(event.topic())) {
                return false;
            }
            reached = Math.max(reached, event.number());
        }
        Map<String, ChangeEvent> distinct = new LinkedHashMap<>();
        heard.forEach(event -> distinct.put(event.topic() + " " + event.id(), event));
        distinct.values().forEach(event -> copy(event).refresh(event.id()));
        seen = reached;
        return true;
    }

    private Copy copy(ChangeEvent event) {
        return Objects.requireNonNull(copies.get(event.topic()));
    }

    /** Refreshes a copy at once, for who has just made a change and expects it to hold here. */
    void changedHere(String topic, String id) {
        Copy copy = copies.get(topic);
        if (copy != null) {
            try {
                copy.refresh(id);
            } catch (StoreException e) {
                LOG.debug("What was changed here is read a little later: {}", e.getMessage());
            }
        }
    }

    /** The number first: what is changed meanwhile is read again, rather than never. */
    private void refreshAll() {
        long number = redis.number(keys.version());
        copies.values().forEach(copy -> copy.refresh(""));
        seen = number;
    }

    private void subscribe() {
        if (subscription != null && (subscription.isOpen() || topology.reconnects())) {
            return;
        }
        if (subscription != null) {
            Connector.end(subscription);
            subscription = null;
            // Messages in between are lost.
            seen = NOTHING;
        }
        try {
            StatefulRedisPubSubConnection<String, String> connection = topology.connectPubSub();
            subscription = connection;
            connection.addListener(new Listener());
            // Not by sync(): its proxy is remembered by the JDK, and with it the class loader of an undeployed
            // application.
            RedisFuture<Void> subscribed = connection.async().subscribe(keys.events());
            if (!subscribed.await(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS) || subscribed.getError() != null) {
                LOG.debug("No hints of changes: {}", subscribed.getError());
                subscription = null;
                connection.close();
            }
        } catch (RuntimeException | Error e) {
            // Also what a password file that is missing throws, or no memory for a thread: this one must live.
            LOG.debug("No connection for hints of changes: {}", Errors.describe(e));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** What was heard meanwhile; nothing after a second, give or take, lest all nodes ask at once. */
    private List<ChangeEvent> pause() {
        List<ChangeEvent> heard = new ArrayList<>();
        try {
            ChangeEvent first = events.poll(ThreadLocalRandom.current().nextLong(800, 1_200), TimeUnit.MILLISECONDS);
            if (first != null) {
                heard.add(first);
                events.drainTo(heard);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return heard;
    }

    /** Called on the event loop, so it only wakes the feed's own thread. What finds no place is a gap. */
    private final class Listener extends RedisPubSubAdapter<String, String> {

        private boolean subscribedBefore;

        @Override
        public void message(String from, String message) {
            events.offer(ChangeEvent.parse(message));
        }

        /** After each reconnect: messages in between are lost. What is there at the start is read in any case. */
        @Override
        public void subscribed(String to, long count) {
            if (subscribedBefore) {
                events.offer(RECONNECTED);
            }
            subscribedBefore = true;
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (subscription != null) {
            Connector.end(subscription);
        }
    }
}
