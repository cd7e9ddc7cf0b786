package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.config.Settings;
import dev.ratelimit.filter.ContextSettings;
import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.gate.GateOptions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of a web application that gave none: its filter's, or one that settings say.
 *
 * @param options that go with it
 */
record ServletLimiter(RateLimiter limiter, GateOptions options) {

    /** The context attribute that holds one that was built here, and is to be closed here. */
    static final String OWN = "dev.ratelimit.jaxrs.limiter";

    /** The same; null while it is that of a filter that does not run yet, as on Undertow before the first request. */
    static @Nullable ServletLimiter atDeployment(ServletContext context) {
        boolean awaited =
                context.getAttribute(RateLimitFilter.LIMITER) == null && ContextSettings.filter(context) != null;
        return awaited ? null : of(context);
    }

    /** The gate that a deployment asks, which ends with the application of its first request where nothing else ends it. */
    static Gate gate(Deployment deployment, HttpServletRequest request) {
        if (!deployment.ends()) {
            Endings.add(deployment, request.getServletContext());
        }
        return deployment.gate(() -> of(request.getServletContext()));
    }

    static synchronized ServletLimiter of(ServletContext context) {
        if (context.getAttribute(RateLimitFilter.LIMITER) instanceof RateLimiter limiter) {
            return new ServletLimiter(
                    limiter,
                    context.getAttribute(RateLimitFilter.OPTIONS) instanceof GateOptions options
                            ? options
                            : GateOptions.defaults());
        }
        ContextSettings application = ContextSettings.of(context);
        Settings settings = Settings.load(Map.of(), application.params());
        RateLimiter own =
                RateLimiterBuilder.ofAnnotated(settings, application.loader()).build();
        GateOptions options = GateOptions.of(settings);
        context.setAttribute(OWN, own);
        context.setAttribute(RateLimitFilter.LIMITER, own);
        context.setAttribute(RateLimitFilter.OPTIONS, options);
        return new ServletLimiter(own, options);
    }
}
