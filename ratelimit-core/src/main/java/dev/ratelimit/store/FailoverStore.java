package dev.ratelimit.store;

import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one store and, while that is lost, another. A {@link Breaker} keeps a lost store from costing each request its
 * time budget; a probe, which is a real check on a key of its own, finds out when it is back. Each change of state is
 * one line in the log.
 */
public final class FailoverStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final long PROBE_MILLIS = 100;
    private final Store primary;
    private final Store fallback;
    private final Breaker breaker;
    private final InstantSource clock;
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(FailoverStore::daemon);
    private final Future<?> probing;
    private volatile long lostAtMillis;

    /**
     * @param primary the store to ask
     * @param local the store in which rules with {@code on_store_failure: local} count meanwhile
     */
    public FailoverStore(Store primary, Store local, InstantSource clock) {
        this.primary = primary;
        this.fallback = new FailurePolicies(local, clock);
        this.breaker = new Breaker(clock);
        this.clock = clock;
        warmUp();
        this.probing = prober.scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The first checks of a JVM load classes, and scripts on the server, which may take longer than their budget: a
     * burden that no request should have.
     */
    private void warmUp() {
        for (Call call : Probes.ofEveryScript()) {
            try {
                primary.decide(call);
            } catch (StoreException e) {
                LOG.debug("not warm yet: {}", e.getMessage());
                // To be slow is no fault here. Whatever else it is, requests would meet it as well.
                if (e.trouble() != Trouble.TIMEOUT) {
                    failed(e);
                }
                if (breaker.open()) {
                    return;
                }
            }
        }
    }

    @Override
    public Answer decide(Call call) {
        if (call.takenBy() == Source.LOCAL) {
            return fallback.decide(call);
        }
        if (!breaker.open()) {
            try {
                Answer answer = primary.decide(call);
                succeeded();
                return answer;
            } catch (StoreException e) {
                failed(e);
            }
        }
        // What the lost store holds cannot be put back anywhere else: that would be quota out of nothing.
        return call.takenBy() == null ? fallback.decide(call) : new Answer.Unknown();
    }

    @Override
    public boolean reachable(Duration patience) {
        return primary.reachable(patience);
    }

    private void succeeded() {
        if (breaker.succeeded()) {
            LOG.info("Redis is back after {}", Duration.ofMillis(clock.millis() - lostAtMillis));
        }
    }

    private void failed(StoreException e) {
        if (breaker.failed(e.trouble())) {
            lostAtMillis = clock.millis();
            LOG.warn(
                    "Redis is lost ({}: {}); rules follow their on_store_failure until it is back",
                    e.trouble(),
                    e.getMessage());
        }
    }

    private void probe() {
        if (!breaker.open()) {
            return;
        }
        try {
            primary.decide(Probes.USUAL);
            breaker.probed();
        } catch (StoreException e) {
            LOG.debug("Redis is still lost: {}", e.getMessage());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-probe");
        thread.setDaemon(true);
        return thread;
    }

    /** Closes both stores. */
    @Override
    public void close() {
        probing.cancel(true);
        prober.shutdownNow();
        primary.close();
        fallback.close();
        awaitProber();
    }

    /** Servers warn of threads that still run when their application is gone. */
    private void awaitProber() {
        try {
            if (!prober.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("The probe of Redis still runs a second after it was told to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
