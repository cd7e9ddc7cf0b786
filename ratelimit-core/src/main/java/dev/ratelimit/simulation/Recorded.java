package dev.ratelimit.simulation;

import dev.ratelimit.http.BareRequest;
import dev.ratelimit.traffic.Alike;
import java.util.Objects;

/** A recorded request as if it came again: a method, a route in place of the path, and an address that stands for the real one. */
record Recorded(Alike request) implements BareRequest {

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
}
