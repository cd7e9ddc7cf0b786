package dev.ratelimit.sample.api;

import dev.ratelimit.jaxrs.RateLimitFeature;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What web.xml maps below {@code /api}; the feature counts on the limiter of the Servlet filter. */
public final class ShopApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                RateLimitFeature.class,
                OrdersResource.class,
                CompletionResource.class,
                LoginResource.class,
                HealthResource.class,
                PrettyJson.class);
    }
}
