package dev.ratelimit.filter;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Serves one request and settles what it took when its response is complete: when the chain returns or throws, or else when
 * the asynchronous work ends.
 */
record Settlement(Gate gate, RateLimitContext context) {

    private static final int ERROR = 500;

    void around(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean returned = false;
        context.enter();
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            RateLimitContext.leave();
            if (!returned || !goesOn(request)) {
                gate.settle(context, returned ? response.getStatus() : ERROR);
            }
        }
    }

    /** Whether the request is asynchronous and will tell when it ends. */
    private boolean goesOn(HttpServletRequest request) {
        // One that was dispatched already need not count as started any more; then an exception tells, which costs.
        return (request.isAsyncStarted() || context.awaitsResponse())
                && Completion.of(request, status -> gate.settle(context, status));
    }
}
