package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.http.ExposeHeaders;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.Paths;
import dev.ratelimit.http.Preflight;
import dev.ratelimit.http.Refusal;
import dev.ratelimit.http.Refusals;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.PathGlob;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Finds the verdict on a request, whatever happens, and what to tell the client about it. */
final class Gate {

    private final RateLimiter limiter;
    private final FilterOptions options;
    private final FaultLog faults;
    private final ResponseHeaders headers;
    private final Refusals refusals;

    Gate(RateLimiter limiter, FilterOptions options, FaultLog faults) {
        this.limiter = limiter;
        this.options = options;
        this.faults = faults;
        this.headers = new GuardedHeaders(options.headers(), faults);
        this.refusals = new Refusals(headers, options.response());
    }

    Verdict verdict(RequestView request) {
        try {
            return uncounted(request) ? without(true, Source.NO_RULE) : limiter.check(request);
        } catch (RuntimeException | LinkageError e) {
            faults.first("The rate limiter failed; requests " + (denies() ? "are refused" : "pass uncounted"), e);
            return denies() ? without(false, Source.FAIL_CLOSED) : without(true, Source.FAIL_OPEN);
        }
    }

    /** Puts the header lines for a verdict on the response itself; a wrapper would miss what the container writes. */
    void tell(RequestView request, Verdict verdict, HttpServletResponse response) {
        List<Header> lines = headers.of(verdict);
        lines.forEach(line -> response.addHeader(line.name(), line.value()));
        if (!lines.isEmpty()) {
            ExposeHeaders.forRequest(request, headers, response.getHeaders(ExposeHeaders.NAME))
                    .ifPresent(line -> response.addHeader(line.name(), line.value()));
        }
    }

    Refusal refusal(RequestView request, Verdict verdict) {
        return refusals.of(verdict, request.header("Accept"));
    }

    private boolean uncounted(RequestView request) {
        return excluded(request.path()) || (!options.countPreflights() && Preflight.is(request));
    }

    /** An odd spelling is never excluded: what it is read as here might not be what it is served as. */
    private boolean excluded(String path) {
        if (options.exclude().isEmpty() || !Paths.normalise(path).equals(path)) {
            return false;
        }
        for (PathGlob glob : options.exclude()) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private boolean denies() {
        return options.onFault() == FailurePolicy.DENY;
    }

    private static Verdict without(boolean allowed, Source source) {
        return Verdict.without(allowed, source, System.currentTimeMillis());
    }
}
