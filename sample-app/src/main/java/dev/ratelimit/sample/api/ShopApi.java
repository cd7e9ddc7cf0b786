package dev.ratelimit.sample.api;

import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.jaxrs.RateLimitFeature;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** What web.xml maps below {@code /api}; the feature counts on the limiter of the Servlet filter. */
public final class ShopApi extends Application {
    private final boolean limited;

    /** Made by Jersey when the application starts, after the filter. */
    public ShopApi(@Context ServletContext context) {
        limited = context.getAttribute(RateLimitFilter.LIMITER) != null;
    }

    @Override
    public Set<Class<?>> getClasses() {
        // Jetty comes here also when the filter refused its settings: nothing to count on, and all has been said.
        return limited ? classes() : Set.of();
    }

    private static Set<Class<?>> classes() {
        return Set.of(
                RateLimitFeature.class,
                OrdersResource.class,
                CompletionResource.class,
                LoginResource.class,
                HealthResource.class,
                PrettyJson.class);
    }
}
