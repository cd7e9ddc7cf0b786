package dev.ratelimit.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The end of an asynchronous request. */
public final class Completion implements AsyncListener {

    private static final int ERROR = 500;

    private final Listener listener;
    private volatile boolean failed;

    /** Who wants to know. */
    @FunctionalInterface
    public interface Listener {

        /**
         * An asynchronous request is complete.
         *
         * @param status of the response
         * @param failed whether it ended with an error, perhaps when the response was on its way already
         */
        void ended(int status, boolean failed);
    }

    private Completion(Listener listener) {
        this.listener = listener;
    }

    /**
     * Has a listener told when an asynchronous request is complete.
     *
     * @return false for a request that is not asynchronous, or not any more; then the listener hears nothing
     */
    public static boolean of(HttpServletRequest request, Listener listener) {
        try {
            of(request.getAsyncContext(), listener);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The same of one that has just been made asynchronous. */
    static void of(AsyncContext async, Listener listener) {
        listen(async, new Completion(listener));
    }

    private static void listen(AsyncContext async, AsyncListener listener) {
        async.addListener(listener, async.getRequest(), async.getResponse());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        int status = event.getSuppliedResponse() instanceof HttpServletResponse response ? response.getStatus() : ERROR;
        listener.ended(status, failed);
    }

    @Override
    public void onError(AsyncEvent event) {
        failed = true;
    }

    /** Whoever handles it may still answer; otherwise the container does, with 500. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    /** A container forgets the listeners of a request that is made asynchronous once more. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        listen(event.getAsyncContext(), this);
    }
}
