package dev.ratelimit.filter;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
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
        WatchedRequest watched = new WatchedRequest(request, this::ended);
        boolean returned = false;
        context.enter();
        try {
            chain.doFilter(watched, response);
            returned = true;
        } finally {
            RateLimitContext.leave();
            if (!returned) {
                fail(response);
            } else if (!watched.asynchronous() && !goesOn(request)) {
                gate.settle(context, response.getStatus());
            }
        }
    }

    /** Whether it was asynchronous before it came here. */
    private boolean goesOn(HttpServletRequest request) {
        return request.isAsyncStarted() && Completion.of(request, this::ended);
    }

    /** A client that hangs up has seen the status, and makes nothing undone. */
    private void fail(HttpServletResponse response) {
        boolean committed = response.isCommitted();
        gate.settle(context, committed ? response.getStatus() : ERROR, committed);
    }

    private void ended(int status, boolean failed) {
        gate.settle(context, status, failed);
    }

    /** Serves an asynchronous dispatch of a request that was decided before, mostly in another thread. */
    static void goOn(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RateLimitContext context = RateLimitContext.of(request.getAttribute(RateLimitContext.ATTRIBUTE));
        if (context == null) {
            chain.doFilter(request, response);
            return;
        }
        context.enter();
        try {
            chain.doFilter(request, response);
        } finally {
            RateLimitContext.leave();
        }
    }
}
