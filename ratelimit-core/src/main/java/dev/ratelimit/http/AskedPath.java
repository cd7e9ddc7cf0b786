package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as if it had been for the path that its parameter {@code path} names, if there is one. */
public final class AskedPath implements RequestView {

    private final RequestView request;

    /** Another view of a request. */
    public AskedPath(RequestView request) {
        this.request = request;
    }

    @Override
    public String path() {
        String asked = request.query("path");
        return asked == null ? request.path() : asked;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public @Nullable String query(String name) {
        return request.query(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        return request.cookie(name);
    }

    @Override
    public @Nullable String session() {
        return request.session();
    }

    @Override
    public String peerAddress() {
        return request.peerAddress();
    }

    @Override
    public @Nullable String principal() {
        return request.principal();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return request.attribute(name);
    }
}
