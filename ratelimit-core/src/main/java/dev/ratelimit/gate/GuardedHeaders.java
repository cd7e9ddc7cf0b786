package dev.ratelimit.gate;

import dev.ratelimit.http.Header;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.limit.Verdict;
import java.util.List;

/** Header lines of an application's own make, which may fail; then there are none. */
record GuardedHeaders(ResponseHeaders lines, FaultLog faults) implements ResponseHeaders {

    @Override
    public List<Header> of(Verdict verdict) {
        try {
            return lines.of(verdict);
        } catch (RuntimeException e) {
            faults.first("The response headers failed; responses carry none", e);
            return List.of();
        }
    }

    @Override
    public List<String> names() {
        try {
            return lines.names();
        } catch (RuntimeException e) {
            faults.first("The names of the response headers failed; none are exposed", e);
            return List.of();
        }
    }
}
