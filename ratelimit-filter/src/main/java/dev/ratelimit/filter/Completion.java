package dev.ratelimit.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.IntConsumer;

/** The end of an asynchronous request. */
public final class Completion implements AsyncListener {

    private static final int ERROR = 500;

    private final IntConsumer listener;
    private volatile boolean failed;

    private Completion(IntConsumer listener) {
        this.listener = listener;
    }

    /**
     * Has a listener told the status of the response when an asynchronous request is complete, 500 when it ended with an
     * error.
     *
     * @return false for a request that is not asynchronous, or not any more; then the listener hears nothing
     */
    public static boolean of(HttpServletRequest request, IntConsumer listener) {
        try {
            of(request.getAsyncContext(), listener);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The same of one that has just been made asynchronous. */
    static void of(AsyncContext async, IntConsumer listener) {
        listen(async, new Completion(listener));
    }

    private static void listen(AsyncContext async, AsyncListener listener) {
        async.addListener(listener, async.getRequest(), async.getResponse());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        int status = event.getSuppliedResponse() instanceof HttpServletResponse response ? response.getStatus() : ERROR;
        listener.accept(failed && status < ERROR ? ERROR : status);
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
