package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.filter.RateLimitFilter;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The limiter of a web application that gave none: its filter's, or one that settings say. */
final class ServletLimiter {

    /** The context attribute that holds one that was built here, and is to be closed here. */
    static final String OWN = "dev.ratelimit.jaxrs.limiter";

    private ServletLimiter() {}

    /** Whether a filter will bring one: some containers make filters at the first request. */
    static boolean isToCome(ServletContext context) {
        return context.getAttribute(RateLimitFilter.LIMITER) == null
                && context.getFilterRegistrations().values().stream()
                        .anyMatch(filter -> RateLimitFilter.class.getName().equals(filter.getClassName()));
    }

    static RateLimiter of(ServletContext context) {
        if (context.getAttribute(RateLimitFilter.LIMITER) instanceof RateLimiter limiter) {
            return limiter;
        }
        Map<String, String> params = Collections.list(context.getInitParameterNames()).stream()
                .collect(Collectors.toMap(Function.identity(), context::getInitParameter));
        RateLimiter own = RateLimiter.annotatedBuilder(Settings.load(Map.of(), params), context.getClassLoader())
                .build();
        context.setAttribute(OWN, own);
        context.setAttribute(RateLimitFilter.LIMITER, own);
        return own;
    }
}
