package dev.ratelimit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many threads that make one call each, all at the same time. */
public final class Rush implements AutoCloseable {

    private final int threads;
    private final ExecutorService pool;
    private final CyclicBarrier start;

    public Rush(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
        this.start = new CyclicBarrier(threads);
    }

    /** How many of the calls, the i-th thread making the i-th, were allowed as a whole. */
    public int allowed(Store store, IntFunction<Call> calls) throws Exception {
        List<Future<Boolean>> answers = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            Call call = calls.apply(i);
            answers.add(pool.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                return Charges.decided(store, call).decisions().stream().noneMatch(decision -> decision.denies());
            }));
        }
        int allowed = 0;
        for (Future<Boolean> answer : answers) {
            allowed += answer.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        return allowed;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
