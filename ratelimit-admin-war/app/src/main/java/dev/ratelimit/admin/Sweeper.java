package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.store.StoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes users off the list whose record has expired, and entries off the lists that have ended, about once an hour. */
final class Sweeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long HOUR = TimeUnit.HOURS.toSeconds(1);

    private final RateLimiter limiter;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Sweeper::daemon);
    private final Future<?> sweeping;

    Sweeper(RateLimiter limiter) {
        this.limiter = limiter;
        // Nodes that were started together must not sweep together.
        long first = ThreadLocalRandom.current().nextLong(60, HOUR);
        sweeping = thread.scheduleWithFixedDelay(this::sweep, first, HOUR, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            long users = limiter.users().sweep();
            long entries = limiter.allowList().sweep() + limiter.denyList().sweep();
            LOG.debug("{} idle users and {} entries of lists were swept", users, entries);
        } catch (StoreException e) {
            LOG.debug("Redis could not answer; the next sweep will see to it: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Thrown on, it would end all further sweeps.
            LOG.warn("A sweep failed", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-sweep");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        sweeping.cancel(true);
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.warn("The sweep still runs three seconds after it was told to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
