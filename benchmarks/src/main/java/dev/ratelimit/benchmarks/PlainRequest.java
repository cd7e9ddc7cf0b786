package dev.ratelimit.benchmarks;

import dev.ratelimit.http.BareRequest;

/** A GET request that has nothing but a path and an address. */
record PlainRequest(String path, String peerAddress) implements BareRequest {

    PlainRequest(String path) {
        this(path, "192.0.2.1");
    }

    @Override
    public String method() {
        return "GET";
    }
}
