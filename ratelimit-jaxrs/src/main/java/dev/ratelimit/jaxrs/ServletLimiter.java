package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.filter.ContextSettings;
import dev.ratelimit.filter.RateLimitFilter;
import jakarta.servlet.ServletContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limiter of a web application that gave none: its filter's, or one that settings say. */
final class ServletLimiter {

    /** The context attribute that holds one that was built here, and is to be closed here. */
    static final String OWN = "dev.ratelimit.jaxrs.limiter";

    private ServletLimiter() {}

    /** The same; null while it is that of a filter that does not run yet, as on Undertow before the first request. */
    static @Nullable RateLimiter atDeployment(ServletContext context) {
        boolean awaited =
                context.getAttribute(RateLimitFilter.LIMITER) == null && ContextSettings.filter(context) != null;
        return awaited ? null : of(context);
    }

    static synchronized RateLimiter of(ServletContext context) {
        if (context.getAttribute(RateLimitFilter.LIMITER) instanceof RateLimiter limiter) {
            return limiter;
        }
        ContextSettings application = ContextSettings.of(context);
        Settings settings = Settings.load(Map.of(), application.params());
        RateLimiter own =
                RateLimiter.annotatedBuilder(settings, application.loader()).build();
        context.setAttribute(OWN, own);
        context.setAttribute(RateLimitFilter.LIMITER, own);
        return own;
    }
}
