package dev.ratelimit.benchmarks;

import dev.ratelimit.http.RequestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET request that has nothing but a path and an address. */
record PlainRequest(String path, String peerAddress) implements RequestView {

    PlainRequest(String path) {
        this(path, "192.0.2.1");
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public @Nullable String query(String name) {
        return null;
    }

    @Override
    public @Nullable String cookie(String name) {
        return null;
    }

    @Override
    public @Nullable String session() {
        return null;
    }

    @Override
    public @Nullable String principal() {
        return null;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return null;
    }
}
