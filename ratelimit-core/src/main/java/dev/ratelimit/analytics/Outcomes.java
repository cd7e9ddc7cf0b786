package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** A counter for each outcome. Thread-safe; nothing that is added while it is drained is lost. */
final class Outcomes {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    Outcomes() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void add(Outcome outcome) {
        of(outcome).increment();
    }

    /** Takes back what was counted of a request before its last stage was decided. */
    void subtract(Outcome outcome) {
        of(outcome).decrement();
    }

    private LongAdder of(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }

    /**
     * Adds what was counted since the last time; whether that was anything.
     *
     * @param name what the counter of an outcome is called
     */
    boolean drainTo(Map<String, Long> all, Function<Outcome, String> name) {
        boolean any = false;
        for (Map.Entry<Outcome, LongAdder> counter : counts.entrySet()) {
            long count = counter.getValue().sumThenReset();
            if (count != 0) {
                all.merge(name.apply(counter.getKey()), count, Long::sum);
                any = true;
            }
        }
        return any;
    }
}
