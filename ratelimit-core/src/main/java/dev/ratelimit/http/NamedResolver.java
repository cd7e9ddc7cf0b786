package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resolver that logs and settings pages can show by its word. */
record NamedResolver(String word, KeyResolver resolver) implements KeyResolver {

    @Override
    public @Nullable Caller resolve(RequestFacts request) {
        return resolver.resolve(request);
    }

    @Override
    public List<String> keyHeaders() {
        return resolver.keyHeaders();
    }

    @Override
    public String toString() {
        return word;
    }
}
