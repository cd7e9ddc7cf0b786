package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.filter.RateLimitFilter;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link Binding} where the Servlet API is there, and a Servlet container perhaps. */
final class ServletBinding implements DynamicFeature {

    private final @Nullable RateLimiter limiter;
    private final RateLimitFeature.Options options;
    private @Context @Nullable ServletContext servletContext;
    private @Context @Nullable Application application;
    private @Nullable Binding binding;

    ServletBinding(@Nullable RateLimiter limiter, RateLimitFeature.Options options) {
        this.limiter = limiter;
        this.options = options;
    }

    @Override
    public synchronized void configure(ResourceInfo resource, FeatureContext context) {
        if (binding == null) {
            binding = binding();
        }
        binding.configure(resource, context);
    }

    private Binding binding() {
        if (servletContext == null) {
            return new Binding(limiter, options);
        }
        return new Binding(
                limiter == null ? limiter(servletContext) : limiter,
                options,
                application == null ? null : application.getClass(),
                true);
    }

    private static RateLimiter limiter(ServletContext context) {
        if (context.getAttribute(RateLimitFilter.LIMITER) instanceof RateLimiter limiter) {
            return limiter;
        }
        Map<String, String> params = Collections.list(context.getInitParameterNames()).stream()
                .collect(Collectors.toMap(Function.identity(), context::getInitParameter));
        RateLimiter own = RateLimiter.annotatedBuilder(Settings.load(Map.of(), params), context.getClassLoader())
                .build();
        context.setAttribute(RateLimitFilter.LIMITER, own);
        return own;
    }
}
