package dev.ratelimit;

import dev.ratelimit.event.EventCounts;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.metrics.GlobalRegistry;
import dev.ratelimit.metrics.Measured;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** What there is to see of a limiter from outside, and who hears of its verdicts. */
final class Vitals implements Measured, AutoCloseable {

    private final VerdictListeners listeners = new VerdictListeners();
    private final BooleanSupplier lost;
    private final Map<String, LongSupplier> sizes;
    private final LongSupplier dropped;
    private final EventCounts events;
    private volatile Runnable unbind = () -> {};

    Vitals(BooleanSupplier lost, Map<String, LongSupplier> sizes, LongSupplier dropped, EventCounts events) {
        this.lost = lost;
        this.sizes = sizes;
        this.dropped = dropped;
        this.events = events;
    }

    VerdictListeners listeners() {
        return listeners;
    }

    /** Tells Micrometer's global registry until this is closed. */
    void bindGlobally(@Nullable String app) {
        unbind = GlobalRegistry.bind(this, app);
    }

    @Override
    public Runnable listen(ObjLongConsumer<Verdict> listener) {
        return listeners.add(listener);
    }

    @Override
    public boolean storeLost() {
        return lost.getAsBoolean();
    }

    @Override
    public Map<String, LongSupplier> sizes() {
        return sizes;
    }

    @Override
    public long dropped() {
        return dropped.getAsLong();
    }

    @Override
    public Map<String, LongSupplier> events() {
        return events.byKind();
    }

    @Override
    public long eventsDropped() {
        return events.dropped();
    }

    @Override
    public void close() {
        unbind.run();
    }
}
