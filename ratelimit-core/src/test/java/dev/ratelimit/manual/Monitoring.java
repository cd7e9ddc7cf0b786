package dev.ratelimit.manual;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.metrics.RateLimitMetrics;
import io.micrometer.core.instrument.MeterRegistry;

class Monitoring {
    RateLimiter limiter(MeterRegistry registry) {
        RateLimiter limiter =
                RateLimiter.builder().defaultLimit(Limit.perMinute(100)).build();
        new RateLimitMetrics(limiter.observations().measured()).bindTo(registry);
        return limiter;
    }
}
