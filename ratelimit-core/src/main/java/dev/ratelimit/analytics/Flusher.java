package dev.ratelimit.analytics;

import dev.ratelimit.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was recorded to a store, about once a second. While the store is away it is kept by minute, for an hour; what is
 * given up then is counted. What may have been added is sent again as it was, and the store adds it once.
 */
public final class Flusher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private static final int MOST_WAITING = 60;
    private static final long PERIOD_MILLIS = 1_000;

    private final Recorder recorder;
    private final AnalyticsStore store;
    private final InstantSource clock;
    private final BooleanSupplier away;
    private final Deque<Numbered> waiting = new ArrayDeque<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(Flusher::daemon);
    private final AtomicLong dropped = new AtomicLong();
    private long number;
    private boolean complained;

    /** The same number for the same increments, however often they are sent. */
    private record Numbered(Increments increments, long number) {}

    /**
     * @param clock the machine's, which tells the minute
     * @param away whether it is known that the store does not answer: then it is not asked
     */
    public Flusher(Recorder recorder, AnalyticsStore store, InstantSource clock, BooleanSupplier away) {
        this.recorder = recorder;
        this.store = store;
        this.clock = clock;
        this.away = away;
    }

    /** Starts. Nodes that were started together do not come together. */
    public Flusher start() {
        long first = ThreadLocalRandom.current().nextLong(PERIOD_MILLIS);
        var unused = scheduler.scheduleWithFixedDelay(this::flush, first, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-analytics");
        thread.setDaemon(true);
        return thread;
    }

    /** Brings everything there, or keeps it for the next time. */
    synchronized void flush() {
        try {
            keep(recorder.drain(clock.millis()));
            while (!waiting.isEmpty() && !away.getAsBoolean()) {
                store.add(waiting.getFirst().increments(), waiting.getFirst().number());
                waiting.removeFirst();
            }
            complained = false;
        } catch (StoreException e) {
            if (e.trouble() == StoreException.Trouble.REFUSED) {
                complain(e);
            }
            // Of anything else the log says enough.
            LOG.debug("Counts wait: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The executor would not run this again.
            complain(e);
        }
    }

    private void complain(Throwable e) {
        if (!complained) {
            LOG.warn("Counts of decisions could not be stored, and wait", e);
        }
        complained = true;
    }

    private void keep(Increments fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        // The first may have been added already, and is sent again as it is.
        Numbered last = waiting.size() > 1 ? waiting.getLast() : null;
        if (last != null && last.increments().minute() == fresh.minute()) {
            waiting.removeLast();
            waiting.addLast(new Numbered(last.increments().and(fresh), last.number()));
        } else {
            waiting.addLast(new Numbered(fresh, ++number));
        }
        if (waiting.size() > MOST_WAITING) {
            Increments lost = waiting.removeFirst().increments();
            recorder.dropped(lost.lostCount());
            dropped.addAndGet(lost.requestCount());
        }
    }

    /** Of how many requests the counts were given up since it was made. */
    public long dropped() {
        return dropped.get();
    }

    /** Brings what is left there, once. */
    @Override
    public void close() {
        scheduler.shutdown();
        flush();
        try {
            if (!scheduler.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("Counts are still being stored a second after that was to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
