package dev.ratelimit.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that may be made asynchronous, and has a listener told the status when it is complete then. To listen when the
 * chain has returned is too late: the request may be dispatched already, and Tomcat does not tell of it any more.
 */
final class WatchedRequest extends HttpServletRequestWrapper {

    private final Completion.Listener listener;
    private volatile boolean asynchronous;

    WatchedRequest(HttpServletRequest request, Completion.Listener listener) {
        super(request);
        this.listener = listener;
    }

    @Override
    public AsyncContext startAsync() {
        return watched(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return watched(super.startAsync(request, response));
    }

    private AsyncContext watched(AsyncContext async) {
        Completion.of(async, listener);
        asynchronous = true;
        return async;
    }

    /** Whether it has been made asynchronous, so that the listener is told. */
    boolean asynchronous() {
        return asynchronous;
    }
}
