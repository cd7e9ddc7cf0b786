package dev.ratelimit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the limiters have in common that tell one registry: a meter of the same name and tags is one, and goes with the last of
 * them. Thread-safe.
 */
final class SharedMeters {

    private static final Map<MeterRegistry, SharedMeters> ALL = new WeakHashMap<>();

    private final Map<Meter.Id, Integer> holders = new HashMap<>();
    private final Map<Meter.Id, Total> totals = new HashMap<>();

    private SharedMeters() {}

    /** Those of a registry; nothing in them keeps it, nor a limiter, from being collected. */
    static SharedMeters of(MeterRegistry registry) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(registry, first -> new SharedMeters());
        }
    }

    /** Adds a limiter to a number. */
    synchronized Total join(Meter.Id id, Measured limiter, Supplier<Total> first) {
        Total total = totals.computeIfAbsent(id, none -> first.get());
        total.add(limiter);
        return total;
    }

    /** Takes that back. */
    synchronized void leave(Meter.Id id, Measured limiter) {
        Total total = totals.get(id);
        if (total != null && !total.remove(limiter)) {
            totals.remove(id);
        }
    }

    /**
     * Registers a meter, or finds it.
     *
     * @param own what somebody holds already; with it from now on
     */
    synchronized <T extends Meter> T hold(Set<Meter.Id> own, Supplier<T> registered) {
        T meter = registered.get();
        if (own.add(meter.getId())) {
            holders.merge(meter.getId(), 1, Integer::sum);
        }
        return meter;
    }

    /**
     * Lets go of all that somebody holds.
     *
     * @param own what that is; nothing from now on
     * @param remove told of what nobody else holds
     */
    synchronized void release(Set<Meter.Id> own, Consumer<Meter.Id> remove) {
        for (Meter.Id id : own) {
            if (holders.merge(id, -1, Integer::sum) == 0) {
                holders.remove(id);
                remove.accept(id);
            }
        }
        own.clear();
    }
}
