package dev.ratelimit.metrics;

import dev.ratelimit.metrics.Total.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The meters of one limiter in one registry. Thread-safe. */
final class Meters {

    /** About the budget of a check, which is 25 ms by default, and what a check in the JVM takes. */
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final SharedMeters shared;
    private final Set<Meter.Id> own = new HashSet<>();
    private final List<Runnable> undo = new ArrayList<>();
    private boolean removed;

    Meters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.shared = SharedMeters.of(registry);
    }

    Counter counter(String name, String description, String... more) {
        return own(where -> Counter.builder(name)
                .description(description)
                .tags(tags.and(more))
                .register(where));
    }

    Timer timer(String name, String description) {
        return own(where -> Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
                .register(where));
    }

    /** What a limiter is at the moment; of several it is taken together. */
    void gauge(
            String name,
            String description,
            Measured limiter,
            Kind kind,
            ToDoubleFunction<Measured> number,
            String... more) {
        Total total = total(name, limiter, kind, number, more);
        own(where -> Gauge.builder(name, total, Total::value)
                .description(description)
                .tags(tags.and(more))
                .register(where));
    }

    /** What a limiter counts itself since it began. */
    void counts(String name, String description, Measured limiter, ToDoubleFunction<Measured> number, String... more) {
        Total total = total(name, limiter, Kind.COUNTED, number, more);
        own(where -> FunctionCounter.builder(name, total, Total::value)
                .description(description)
                .tags(tags.and(more))
                .register(where));
    }

    private synchronized Total total(
            String name, Measured limiter, Kind kind, ToDoubleFunction<Measured> number, String... more) {
        Meter.Id id = new Meter.Id(name, tags.and(more), null, null, Meter.Type.OTHER);
        undo.add(() -> shared.leave(id, limiter));
        return shared.join(id, limiter, () -> new Total(kind, number));
    }

    private synchronized <T extends Meter> T own(Function<MeterRegistry, T> meter) {
        // A request may be told of after the end: what it counts then goes nowhere.
        return removed ? meter.apply(new CompositeMeterRegistry()) : shared.hold(own, () -> meter.apply(registry));
    }

    /** Removes from the registry what no other limiter has there, too. */
    synchronized void remove() {
        removed = true;
        undo.forEach(Runnable::run);
        undo.clear();
        shared.release(own, registry::remove);
    }
}
