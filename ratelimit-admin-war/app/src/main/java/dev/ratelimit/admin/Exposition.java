package dev.ratelimit.admin;

import dev.ratelimit.metrics.Measured;
import dev.ratelimit.metrics.RateLimitMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The meters of one limiter and of this JVM, for Prometheus. Thread-safe. */
final class Exposition implements AutoCloseable {

    /** What Prometheus scrapes when it says nothing else. */
    static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RateLimitMetrics metrics;

    Exposition(Measured limiter) {
        metrics = new RateLimitMetrics(limiter);
        metrics.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** All of them as they are now, in one of the two types. */
    String scrape(String type) {
        return registry.scrape(type);
    }

    @Override
    public void close() {
        metrics.close();
        registry.close();
    }
}
