package dev.ratelimit.sample.traffic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/** Visitors who come until an end that can be moved; one who is not answered comes again. */
final class Load {
    private static final int THREADS = 4;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long APART_MILLIS = 30;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, Load::thread);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private ScheduledFuture<?> end;

    /** Begins at once. */
    Load(URI shop, Duration length) {
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setRemoveOnCancelPolicy(true);
        // No field: a client's own thread goes when nobody has the client any more.
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(helpers())
                .build();
        List<Visitor> visitors = Visitor.all();
        for (int i = 0; i < visitors.size(); i++) {
            Visitor visitor = visitors.get(i);
            HttpRequest request = visitor.request(shop);
            long pause = visitor.pause().toMillis();
            var unused =
                    threads.scheduleWithFixedDelay(() -> send(http, request), i * APART_MILLIS, pause, MILLISECONDS);
        }
        end = endIn(length);
    }

    /** Ends after this time from now instead. */
    void prolong(Duration length) {
        end.cancel(false);
        end = endIn(length);
    }

    /** Sends nothing more; what is on its way comes to its end by itself. */
    void stop() {
        threads.shutdown();
    }

    State state() {
        boolean running = !threads.isShutdown();
        long left = running ? Math.max(0, end.getDelay(MILLISECONDS)) : 0;
        return new State(running, Math.floorDiv(left + 999, 1000), sent.get(), refused.get());
    }

    private ScheduledFuture<?> endIn(Duration length) {
        return threads.schedule(this::stop, length.toMillis(), MILLISECONDS);
    }

    private void send(HttpClient http, HttpRequest request) {
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            sent.incrementAndGet();
            if (status == TOO_MANY_REQUESTS) {
                refused.incrementAndGet();
            }
        } catch (IOException e) {
            // The sample is slow, or ends: the next request will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the client needs beside ours; goes by itself a second after the last request. */
    private static Executor helpers() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, SECONDS, new SynchronousQueue<>(), Load::thread);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sample-traffic");
        thread.setDaemon(true);
        return thread;
    }
}
