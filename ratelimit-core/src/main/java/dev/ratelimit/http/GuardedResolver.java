package dev.ratelimit.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a resolver throws away from the request: the request has no such key then, and the fault is logged once. */
final class GuardedResolver implements KeyResolver {

    private static final Logger LOG = LoggerFactory.getLogger(KeyResolver.class);

    private final KeyResolver resolver;
    private final AtomicBoolean logged = new AtomicBoolean();

    private GuardedResolver(KeyResolver resolver) {
        this.resolver = resolver;
    }

    static KeyResolver of(KeyResolver resolver) {
        return resolver instanceof GuardedResolver ? resolver : new GuardedResolver(resolver);
    }

    @Override
    public @Nullable Caller resolve(RequestFacts request) {
        try {
            return resolver.resolve(request);
        } catch (RuntimeException e) {
            if (logged.compareAndSet(false, true)) {
                LOG.warn("Key resolver {} failed; such requests count as having no key (logged once)", resolver, e);
            }
            return null;
        }
    }

    @Override
    public List<String> keyHeaders() {
        return resolver.keyHeaders();
    }

    @Override
    public String toString() {
        return resolver.toString();
    }
}
