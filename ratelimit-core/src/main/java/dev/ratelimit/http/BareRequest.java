package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that has nothing but a method, a path and a peer, unless it says otherwise: for those that no container knows. */
public interface BareRequest extends RequestView {

    @Override
    default @Nullable String header(String name) {
        return null;
    }

    @Override
    default List<String> headers(String name) {
        return List.of();
    }

    @Override
    default @Nullable String query(String name) {
        return null;
    }

    @Override
    default @Nullable String cookie(String name) {
        return null;
    }

    @Override
    default @Nullable String session() {
        return null;
    }

    @Override
    default @Nullable String principal() {
        return null;
    }

    @Override
    default @Nullable Object attribute(String name) {
        return null;
    }
}
