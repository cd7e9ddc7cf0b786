package dev.ratelimit.traffic;

import dev.ratelimit.store.StoreException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a sampler sees, on a thread of its own: at most one blob of 4 KB a second on all nodes together, once one is
 * half full, and within five seconds, or as many as there are nodes. Where that does not hold it the sample becomes coarser,
 * and finer again after a minute in which there would have been room for three times as much. What cannot be written is given
 * up.
 */
public final class TrafficWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficWriter.class);

    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REST_MILLIS = 250;
    private static final long SECOND = 1_000;
    private static final long PATIENCE = 5 * SECOND;
    private static final long QUIET = 60 * SECOND;
    private static final int SPARE = 3;
    // What comes until the next tick is to fit as well.
    private static final int ENOUGH_BYTES = Blob.MOST_BYTES / 2;

    private final Sampler sampler;
    private final TrafficStore store;
    private final InstantSource clock;
    private final BooleanSupplier away;
    private final LongSupplier nodes;
    private final Pending pending = new Pending();
    private final Thread thread = new Thread(this::run, "ratelimit-traffic");
    private volatile boolean closed;
    private long openedMillis;
    private long closedMillis;
    private long writtenMillis;
    private long busyMillis;
    private boolean complained;

    /**
     * @param clock the machine's
     * @param away whether it is known that the store does not answer: then it is not asked
     * @param nodes how many nodes share the store
     */
    public TrafficWriter(
            Sampler sampler, TrafficStore store, InstantSource clock, BooleanSupplier away, LongSupplier nodes) {
        this.sampler = sampler;
        this.store = store;
        this.clock = clock;
        this.away = away;
        this.nodes = nodes;
        this.writtenMillis = clock.millis();
        this.busyMillis = writtenMillis;
        this.openedMillis = writtenMillis;
        this.closedMillis = writtenMillis;
    }

    /** Starts. */
    public TrafficWriter start() {
        thread.setDaemon(true);
        thread.start();
        sampler.whenFilling(() -> LockSupport.unpark(thread));
        return this;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, TICK_NANOS);
            tick();
            rest();
        }
    }

    /** A flood is to make the sample coarser, and not this thread busy. */
    private void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Fetches, and writes when it is time. */
    synchronized void tick() {
        try {
            fetch();
            write(clock.millis(), false);
            complained = false;
        } catch (StoreException e) {
            LOG.debug("Recent traffic is given up: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }

    /** What is fetched was seen between the last time but one and the last. */
    private void fetch() {
        pending.add(sampler.fetch(), openedMillis, closedMillis);
        openedMillis = closedMillis;
        closedMillis = clock.millis();
    }

    private void complain(Throwable e) {
        if (!complained) {
            LOG.warn("Recent traffic could not be stored, and is given up", e);
        }
        complained = true;
    }

    private void write(long now, boolean last) {
        long share = SECOND * Math.max(1, nodes.getAsLong());
        long age = Math.max(0, now - writtenMillis);
        if (now < writtenMillis) {
            writtenMillis = now;
        }
        if (age < share && !last) {
            return;
        }
        byte[] blob = pending.blob().pack();
        if (blob.length < ENOUGH_BYTES && age < Math.max(PATIENCE, share) && !last) {
            return;
        }
        boolean more = true;
        while (blob.length > Blob.MOST_BYTES && more) {
            more = pending.coarsen();
            blob = pending.blob().pack();
        }
        adapt(share * SPARE * blob.length <= age * Blob.MOST_BYTES, now);
        append(blob, now);
    }

    private void append(byte[] blob, long now) {
        boolean worth = !pending.isEmpty() && blob.length <= Blob.MOST_BYTES;
        writtenMillis = now;
        pending.clear();
        if (worth && !away.getAsBoolean()) {
            store.append(blob);
        }
    }

    /** @param spare whether there would have been room for three times as much */
    private void adapt(boolean spare, long now) {
        int level = sampler.level();
        if (pending.needed() > level) {
            sampler.level(pending.needed());
        }
        if (!spare || level == 0 || pending.needed() > 0) {
            busyMillis = now;
        } else if (now - busyMillis >= QUIET) {
            busyMillis = now;
            sampler.level(level - 1);
        }
    }

    /** Writes what was seen, once. */
    @Override
    public void close() {
        closed = true;
        sampler.whenFilling(() -> {});
        LockSupport.unpark(thread);
        try {
            thread.join(SECOND);
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("Recent traffic is given up: {}", e.getMessage());
        }
    }

    /** Writes all that was seen. */
    synchronized void flush() {
        for (int i = 0; i < 3; i++) {
            fetch();
        }
        write(clock.millis(), true);
    }
}
