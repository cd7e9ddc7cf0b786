package dev.ratelimit.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Micrometer's global registry, for applications that write no code for their metrics. */
public final class GlobalRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalRegistry.class);

    private GlobalRegistry() {}

    /**
     * Tells it of a limiter; where Micrometer is not on the class path, only the log says so.
     *
     * @param app the name of the application, for a tag {@code app}; null for none
     * @return takes that back
     */
    public static Runnable bind(Measured measured, @Nullable String app) {
        try {
            return Binding.bind(measured, app);
        } catch (LinkageError e) {
            LOG.warn(
                    "The setting metrics is true, but there are none: Micrometer is not on the class path (add"
                            + " io.micrometer:micrometer-core and a registry): {}",
                    e.toString());
            return () -> {};
        }
    }

    /** What needs Micrometer to be loaded. */
    private static final class Binding {

        static Runnable bind(Measured measured, @Nullable String app) {
            RateLimitMetrics metrics = new RateLimitMetrics(measured, app == null ? Tags.empty() : Tags.of("app", app));
            metrics.bindTo(Metrics.globalRegistry);
            return metrics::close;
        }
    }
}
