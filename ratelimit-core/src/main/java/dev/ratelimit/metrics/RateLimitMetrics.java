package dev.ratelimit.metrics;

import dev.ratelimit.metrics.Total.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Tells Micrometer of a limiter; docs/metrics.md lists the meters. No meter has a tag with a user.
 *
 * <pre>{@code
 * new RateLimitMetrics(limiter.observations().measured()).bindTo(registry);
 * }</pre>
 *
 * <p>Thread-safe. To be closed where the registry outlives the limiter.
 */
public final class RateLimitMetrics implements MeterBinder, AutoCloseable {

    private final Measured measured;
    private final Tags tags;
    private final Queue<Runnable> bound = new ConcurrentLinkedQueue<>();

    /** Meters of one limiter, as there mostly is only one. */
    public RateLimitMetrics(Measured measured) {
        this(measured, Tags.empty());
    }

    /** @param tags of every meter; they tell the limiters apart that tell one registry, which are added up otherwise */
    public RateLimitMetrics(Measured measured, Iterable<Tag> tags) {
        this.measured = measured;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters meters = new Meters(registry, tags);
        meters.gauge(
                "ratelimit.store.lost",
                "1 while Redis is not asked since it did not answer, else 0",
                measured,
                Kind.GREATEST,
                limiter -> limiter.storeLost() ? 1 : 0);
        measured.sizes().keySet().forEach(cache -> size(meters, cache));
        meters.counts(
                "ratelimit.analytics.dropped",
                "Requests whose counts were given up since Redis was away for too long",
                measured,
                Measured::dropped);
        measured.events().keySet().forEach(kind -> events(meters, kind));
        meters.counts(
                "ratelimit.events.dropped",
                "Events of which listeners did not hear since they took too long",
                measured,
                Measured::eventsDropped);
        Runnable listening = measured.listen(new DecisionMeters(meters));
        bound.add(() -> {
            listening.run();
            meters.remove();
        });
    }

    private void size(Meters meters, String cache) {
        meters.gauge(
                "ratelimit.cache.size",
                "Entries in the caches of this JVM",
                measured,
                Kind.SUM,
                limiter -> of(limiter.sizes(), cache),
                "cache",
                cache);
    }

    private void events(Meters meters, String kind) {
        meters.counts(
                "ratelimit.events",
                "What operators want to hear of, by kind",
                measured,
                limiter -> of(limiter.events(), kind),
                "kind",
                kind);
    }

    private static double of(Map<String, LongSupplier> numbers, String name) {
        return numbers.getOrDefault(name, () -> 0).getAsLong();
    }

    /** Takes back all that {@link #bindTo} did. */
    @Override
    public void close() {
        for (Runnable undo = bound.poll(); undo != null; undo = bound.poll()) {
            undo.run();
        }
    }
}
