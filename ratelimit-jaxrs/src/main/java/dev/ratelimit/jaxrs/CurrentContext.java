package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import jakarta.ws.rs.ext.ContextResolver;

/** Finds the context of a request by {@code Providers}, since types of our own cannot be injected everywhere. */
final class CurrentContext implements ContextResolver<RateLimitContext> {

    @Override
    public RateLimitContext getContext(Class<?> type) {
        return RateLimitContext.current();
    }
}
