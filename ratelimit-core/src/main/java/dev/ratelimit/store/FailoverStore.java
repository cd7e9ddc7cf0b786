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
 * time budget; a probe, which is a real check on a key of its own, finds out when it is back. What was counted
 * meanwhile is charged to it before real calls pass again, as far as that is quick, and then the rest. Each change of state
 * is one line in the log.
 */
public final class FailoverStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final long PROBE_MILLIS = 100;
    private static final int MOST_OWED = 100_000;

    private final Store primary;
    private final LocalCounts local;
    private final Store unasked;
    private final Store unanswered;
    private final ChargingBack chargingBack;
    private final Breaker breaker;
    private final InstantSource clock;
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(FailoverStore::daemon);
    private final Future<?> probing;
    private volatile long lostAtMillis;
    /** Of the failure that was last: why an open breaker is. */
    private volatile String cause = "";

    /**
     * @param primary the store to ask
     * @param local where rules with {@code on_store_failure: local} count meanwhile
     */
    public FailoverStore(Store primary, LocalCounts local, InstantSource clock) {
        this.primary = primary;
        this.local = local;
        this.breaker = new Breaker(clock);
        this.unasked = new FailurePolicies(local.owing(), clock);
        this.unanswered = new FailurePolicies(local, clock);
        this.chargingBack = new ChargingBack(primary, local, charge -> !breaker.open());
        this.clock = clock;
        warmUp();
        this.probing = prober.scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The same for the only node there is. */
    public FailoverStore(Store primary, MemoryStore local, InstantSource clock) {
        this(primary, new LocalCounts(local, clock, MOST_OWED, () -> 1), clock);
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
                if (e.trouble() == Trouble.DISCONNECTED) {
                    return;
                }
            }
        }
    }

    @Override
    public Answer decide(Call call) {
        if (call.takenBy() == Source.LOCAL) {
            return unasked.decide(call);
        }
        if (breaker.open()) {
            return without(unasked, call, cause);
        }
        try {
            Answer answer = primary.decide(call);
            succeeded();
            local.heard(call, answer);
            return answer;
        } catch (StoreException e) {
            failed(e);
            // It was sent, and may have been charged: what is counted here is not charged once more.
            return without(unanswered, call, e.word());
        }
    }

    private static Answer without(Store fallback, Call call, String cause) {
        // What the lost store holds cannot be put back anywhere else: that would be quota out of nothing.
        Answer answer = call.takenBy() == null ? fallback.decide(call) : new Answer.Unknown();
        return answer instanceof Answer.Decided decided ? decided.because(cause) : answer;
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
        if (e.trouble() != Trouble.CALL) {
            cause = e.word();
        }
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
            chargingBack.rest();
            return;
        }
        try {
            primary.decide(Probes.USUAL);
            if (chargingBack.first(charge -> true)) {
                breaker.probed();
            }
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
        local.close();
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
