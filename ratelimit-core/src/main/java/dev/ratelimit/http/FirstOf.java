package dev.ratelimit.http;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks resolvers in order until one answers. */
record FirstOf(List<KeyResolver> resolvers) implements KeyResolver {

    /** Each is guarded on its own, so that a fault in one leaves the others their turn. */
    static KeyResolver of(List<KeyResolver> resolvers) {
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("an order of key resolvers needs at least one");
        }
        return new FirstOf(resolvers.stream().map(GuardedResolver::of).toList());
    }

    @Override
    public @Nullable Caller resolve(RequestFacts request) {
        for (KeyResolver resolver : resolvers) {
            Caller caller = resolver.resolve(request);
            if (caller != null) {
                return caller;
            }
        }
        return null;
    }

    @Override
    public List<String> keyHeaders() {
        return resolvers.stream()
                .flatMap(resolver -> resolver.keyHeaders().stream())
                .toList();
    }

    @Override
    public String toString() {
        return resolvers.stream().map(KeyResolver::toString).collect(Collectors.joining(","));
    }
}
