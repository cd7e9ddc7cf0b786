package dev.ratelimit.fault;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Threads that check each user once, one about 2 ms after the other, and keep who decided. */
final class ManyUsers implements AutoCloseable {

    private static final int THREADS = 4;
    private static final long PAUSE_NANOS = 2_000_000;

    private final RateLimiter limiter;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param nanos when it was asked, by {@link System#nanoTime} */
    record Asked(long nanos, String user, Source source) {}

    ManyUsers(RateLimiter limiter) {
        this.limiter = limiter;
        for (int i = 0; i < THREADS; i++) {
            String name = "u" + i + "-";
            Thread thread = new Thread(() -> run(name), "load-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(String name) {
        for (long i = 0; !over; i++) {
            long nanos = System.nanoTime();
            asked.add(new Asked(nanos, name + i, limiter.check(name + i).source()));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    int decided() {
        return asked.size();
    }

    List<Asked> stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        over = true;
    }
}
