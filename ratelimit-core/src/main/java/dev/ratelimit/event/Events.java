package dev.ratelimit.event;

import dev.ratelimit.event.LimitEvent.Degraded;
import dev.ratelimit.event.LimitEvent.DenialStorm;
import dev.ratelimit.event.LimitEvent.Recovered;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.store.OutageListener;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what operators want to hear of, and tells it once: a line in the log, a counter, and listeners. Those who cause an
 * event only note it; once a second a thread of its own looks for what was noted. Thread-safe.
 */
public final class Events implements OutageListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final long PERIOD_MILLIS = 1_000;
    private static final int MOST_WAITING = 1_000;

    private final InstantSource steady;
    private final InstantSource wall;
    private final Storms storms;
    private final Quotas quotas;
    private final EventCounts counts = new EventCounts();
    private final EventLog log = new EventLog();
    private final Listeners listeners;
    private final BlockingQueue<LimitEvent> happened = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(Events::daemon);
    private volatile Claims claims = Claims.ALONE;
    private volatile Consumer<EventKind> counter = kind -> {};
    private boolean complained;

    /**
     * Notices nothing before it is started.
     *
     * @param steady a clock that never goes back
     * @param wall the machine's
     */
    public Events(InstantSource steady, InstantSource wall, List<LimitEventListener> listeners) {
        this.steady = steady;
        this.wall = wall;
        this.storms = new Storms(steady);
        this.quotas = new Quotas(steady);
        this.listeners = new Listeners(listeners, counts);
    }

    /** The listeners that an application provides as services of {@link LimitEventListener}. */
    public static List<LimitEventListener> provided(@Nullable ClassLoader loader) {
        return Listeners.found(loader);
    }

    /** The same, where several nodes may notice the same. */
    public Events claiming(Claims claims) {
        this.claims = claims;
        return this;
    }

    /**
     * Looks once a second from now on.
     *
     * @param counter counts events somewhere else, too
     */
    public void start(Consumer<EventKind> counter) {
        this.counter = counter;
        var unused = scheduler.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-events");
        thread.setDaemon(true);
        return thread;
    }

    /** The same store, whose quotas are watched. */
    public Store watching(Store store) {
        return new QuotaWatch(store, quotas);
    }

    /** The same list, of whose changes is told. */
    public ListRepository watching(ListKind kind, ListRepository list, SubjectHasher hasher) {
        return new WatchedList(kind, list, hasher, this);
    }

    /** Who is to be told of each verdict. */
    public Storms storms() {
        return storms;
    }

    /** How many there were. */
    public EventCounts counts() {
        return counts;
    }

    @Override
    public void lost(String store, String cause) {
        happened(new Degraded(now(), store, cause));
    }

    @Override
    public void back(String store, Duration lasted) {
        happened(new Recovered(now(), store, lasted));
    }

    Instant now() {
        return wall.instant();
    }

    /** Has it told soon; what finds no place is counted as dropped. */
    void happened(LimitEvent event) {
        if (!happened.offer(event)) {
            counts.drop();
        }
    }

    /** Tells what has happened since the last time. */
    synchronized void look() {
        try {
            tellWhatHappened();
            DenialStorm storm = storms.look(now());
            if (storm != null) {
                tell(storm);
            }
            quotas.drain(now(), claims).forEach(this::tell);
        } catch (RuntimeException | Error e) {
            // The executor would not run this again.
            if (!complained) {
                LOG.warn("Events could not be told; further failures are not logged", e);
            }
            complained = true;
        }
    }

    private void tellWhatHappened() {
        List<LimitEvent> all = new ArrayList<>();
        happened.drainTo(all);
        all.forEach(this::tell);
    }

    private void tell(LimitEvent event) {
        counts.add(event.kind());
        counter.accept(event.kind());
        log.write(event, steady.millis());
        listeners.tell(event);
    }

    /** Tells what has happened, of quotas and storms only what was noticed before; waits three seconds at most. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            if (scheduler.awaitTermination(1, TimeUnit.SECONDS)) {
                tellWhatHappened();
            } else {
                LOG.warn("Events are still being told a second after that was to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.close();
    }
}
