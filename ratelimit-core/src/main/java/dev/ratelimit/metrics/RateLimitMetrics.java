package dev.ratelimit.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells Micrometer of a limiter; docs/metrics.md lists the meters. No meter has a tag with a user.
 *
 * <pre>{@code
 * new RateLimitMetrics(limiter.measured()).bindTo(registry);
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

    /** @param tags of every meter; they tell the limiters apart that tell one registry */
    public RateLimitMetrics(Measured measured, Iterable<Tag> tags) {
        this.measured = measured;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters meters = new Meters(registry, tags);
        meters.own(Gauge.builder("ratelimit.store.lost", measured, limiter -> limiter.storeLost() ? 1 : 0)
                .description("1 while Redis is not asked since it did not answer, else 0")
                .tags(tags)
                .register(registry));
        measured.sizes().keySet().forEach(cache -> meters.own(size(cache, registry)));
        meters.own(FunctionCounter.builder("ratelimit.analytics.dropped", measured, Measured::dropped)
                .description("Requests whose counts were given up since Redis was away for too long")
                .tags(tags)
                .register(registry));
        Runnable listening = measured.listen(new DecisionMeters(meters));
        bound.add(() -> {
            listening.run();
            meters.remove();
        });
    }

    private Gauge size(String cache, MeterRegistry registry) {
        return Gauge.builder("ratelimit.cache.size", measured, limiter -> size(limiter, cache))
                .description("Entries in the caches of this JVM")
                .tags(tags.and("cache", cache))
                .register(registry);
    }

    private static double size(Measured limiter, String cache) {
        return limiter.sizes().getOrDefault(cache, () -> 0).getAsLong();
    }

    /** Takes back all that {@link #bindTo} did. */
    @Override
    public void close() {
        for (Runnable undo = bound.poll(); undo != null; undo = bound.poll()) {
            undo.run();
        }
    }
}
