package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an API key from a header. */
record HeaderKey(String name) implements KeyResolver {

    @Override
    public @Nullable Caller resolve(RequestFacts request) {
        return Subjects.secret(request.headerSubject(name));
    }

    @Override
    public List<String> keyHeaders() {
        return List.of(name);
    }
}
