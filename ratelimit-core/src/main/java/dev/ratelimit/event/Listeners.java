package dev.ratelimit.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners, one event after another, on a thread that begins with the first event. */
final class Listeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_FAULTS = 100;
    private static final long PATIENCE_MILLIS = 1_000;

    private final List<LimitEventListener> all;
    private final EventCounts counts;
    private final ThreadPoolExecutor caller = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Listeners::daemon, this::tooMany);
    private final Set<LimitEventListener> failed = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean complained;

    /** @param counts where is counted what they do not hear of */
    Listeners(List<LimitEventListener> all, EventCounts counts) {
        this.all = List.copyOf(all);
        this.counts = counts;
    }

    /** Those that an application provides as services; one that cannot be made is left out, with a line in the log. */
    static List<LimitEventListener> found(@Nullable ClassLoader loader) {
        List<LimitEventListener> found = new ArrayList<>();
        Iterator<LimitEventListener> services =
                ServiceLoader.load(LimitEventListener.class, loader).iterator();
        for (int faults = 0; faults < MOST_FAULTS; ) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                found.add(services.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                faults++;
                LOG.warn("A listener of events is left out", e);
            }
        }
        return found;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-listeners");
        thread.setDaemon(true);
        return thread;
    }

    /** Has all of them hear of it soon; by one thread. */
    void tell(LimitEvent event) {
        if (!all.isEmpty()) {
            caller.execute(() -> all.forEach(listener -> tell(listener, event)));
        }
    }

    private void tell(LimitEventListener listener, LimitEvent event) {
        try {
            listener.heard(event);
        } catch (RuntimeException | Error e) {
            if (failed.add(listener)) {
                LOG.warn("A LimitEventListener threw; it goes on being called, further exceptions are not logged", e);
            }
        }
    }

    private void tooMany(Runnable task, ThreadPoolExecutor from) {
        counts.drop();
        if (!complained && !from.isShutdown()) {
            complained = true;
            LOG.warn("Listeners of events are too slow: {} wait, further ones are dropped and counted", MOST_WAITING);
        }
    }

    /** Lets them hear of what waits, and interrupts them after a second. */
    @Override
    public void close() {
        caller.shutdown();
        try {
            if (!caller.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                caller.shutdownNow();
                if (!caller.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.warn("A listener of events still runs a second after it was interrupted");
                }
            }
        } catch (InterruptedException e) {
            caller.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
