package dev.ratelimit.gate;

import dev.ratelimit.RateLimitContext;
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
import dev.ratelimit.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One stage at which requests are decided: finds the verdict on a request, whatever happens, what to tell the client about
 * it, and settles when the response is known. Throws nothing because the limiter is in trouble. Safe for any number of
 * threads.
 */
public final class Gate {

    private static final int ERROR = 500;

    private final Limiting limiting;
    private final GateOptions options;
    private final FaultLog faults;
    private final ResponseHeaders headers;
    private final Refusals refusals;

    /** What a limiter does. */
    private interface Limiting {
        void admit(RequestView request, RateLimitContext context, Predicate<Rule> scope);
    }

    /** A stage of this limiter's. */
    public Gate(RateLimiter limiter, GateOptions options, FaultLog faults) {
        this(limiter::admit, options, faults);
    }

    /** A stage of a limiter that could not be built when it was too late to say so: each request meets the fault. */
    public static Gate failing(RuntimeException fault, GateOptions options, FaultLog faults) {
        return new Gate(
                (request, context, scope) -> {
                    throw fault;
                },
                options,
                faults);
    }

    private Gate(Limiting limiting, GateOptions options, FaultLog faults) {
        this.limiting = limiting;
        this.options = options;
        this.faults = faults;
        this.headers = new GuardedHeaders(options.headers(), faults);
        this.refusals = new Refusals(headers, options.response());
    }

    /**
     * Decides a request by the rules that apply to it and have not decided it at an earlier stage.
     *
     * @param context of the request; {@link RateLimitContext#uncounted} at its first stage
     * @param scope the rules that this stage is about
     * @return the verdict of all stages so far
     */
    public Verdict admit(RequestView request, RateLimitContext context, Predicate<Rule> scope) {
        try {
            if (!uncounted(request)) {
                limiting.admit(request, context, scope);
            }
            return context.verdict();
        } catch (RuntimeException | LinkageError e) {
            faults.first("The rate limiter failed; requests " + (denies() ? "are refused" : "pass uncounted"), e);
            return denies() ? without(false, Source.FAIL_CLOSED) : without(true, Source.FAIL_OPEN);
        }
    }

    /** Settles what a request took, when its response is complete. */
    public void settle(RateLimitContext context, int status) {
        try {
            context.settle(status);
        } catch (RuntimeException | LinkageError e) {
            faults.first("What a response does to limits could not be settled", e);
        }
    }

    /**
     * The same of a request that may have failed when its response was on its way already.
     *
     * @param status of that response
     */
    public void settle(RateLimitContext context, int status, boolean failed) {
        if (failed) {
            context.sent(status);
        }
        settle(context, failed ? ERROR : status);
    }

    /** The header lines for a verdict. */
    public List<Header> headers(Verdict verdict) {
        return headers.of(verdict);
    }

    /** The line that lets scripts of other origins read them; {@code present} are the values of that header so far. */
    public Optional<Header> exposed(RequestView request, Supplier<Collection<String>> present) {
        return request.header("Origin") == null
                ? Optional.empty()
                : ExposeHeaders.forRequest(request, headers, present.get());
    }

    /** The response to a request that may not pass. */
    public Refusal refusal(RequestView request, Verdict verdict) {
        return refusals.of(verdict, request.header("Accept"));
    }

    private boolean uncounted(RequestView request) {
        return (!options.exclude().isEmpty() && excluded(request.path()))
                || (!options.countPreflights() && Preflight.is(request));
    }

    /** An odd spelling is never excluded: what it is read as here might not be what it is served as. */
    private boolean excluded(String path) {
        if (!Paths.normalise(path).equals(path)) {
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
