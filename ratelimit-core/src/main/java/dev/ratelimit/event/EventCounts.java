package dev.ratelimit.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How many events there were on this node since it began. Thread-safe. */
public final class EventCounts {

    private final Map<EventKind, LongAdder> counts = new EnumMap<>(EventKind.class);
    private final LongAdder dropped = new LongAdder();

    EventCounts() {
        for (EventKind kind : EventKind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** How many of a kind. */
    public long of(EventKind kind) {
        return adder(kind).sum();
    }

    /** The same by the ids of all kinds. */
    public Map<String, LongSupplier> byKind() {
        Map<String, LongSupplier> all = new TreeMap<>();
        counts.forEach((kind, count) -> all.put(kind.id(), count::sum));
        return all;
    }

    /** How many listeners did not hear of, since they took too long. */
    public long dropped() {
        return dropped.sum();
    }

    void add(EventKind kind) {
        adder(kind).increment();
    }

    void drop() {
        dropped.increment();
    }

    private LongAdder adder(EventKind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
