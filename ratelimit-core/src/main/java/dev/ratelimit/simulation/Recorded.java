package dev.ratelimit.simulation;

import dev.ratelimit.http.RequestView;
import dev.ratelimit.traffic.Alike;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recorded request as if it came again: a method, a route in place of the path, and an address that stands for the real one. */
record Recorded(Alike request) implements RequestView {

    @Override
    public String method() {
        return Objects.requireNonNullElse(request.method(), "");
    }

    @Override
    public String path() {
        return Objects.requireNonNullElse(request.route(), "");
    }

    /** An IPv6 network for each fingerprint, by which it is counted. */
    @Override
    public String peerAddress() {
        long bits = request.address();
        return bits == 0
                ? ""
                : String.format(
                        "%x:%x:%x:%x::", bits >>> 48, bits >>> 32 & 0xffff, bits >>> 16 & 0xffff, bits & 0xffff);
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
