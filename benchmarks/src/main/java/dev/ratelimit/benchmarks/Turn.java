package dev.ratelimit.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * What a contestant did in one turn: some threads, each with one check after the other, without a pause.
 *
 * @param perSecond checks per second of all threads together
 * @param nanos how long each check took
 */
record Turn(double perSecond, Histogram nanos) {

    static Turn of(Contestant contestant, int threads, Duration length) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            long end = start + length.toNanos();
            List<Future<Histogram>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> checks(contestant, end)));
            }
            Histogram all = new Histogram(3);
            for (Future<Histogram> thread : running) {
                all.add(thread.get());
            }
            return new Turn(1e9 * all.getTotalCount() / (System.nanoTime() - start), all);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Histogram checks(Contestant contestant, long end) {
        Histogram nanos = new Histogram(3);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long before = System.nanoTime();
        while (before < end) {
            contestant.take(random.nextInt(Subjects.GUARD));
            long after = System.nanoTime();
            nanos.recordValue(after - before);
            before = after;
        }
        return nanos;
    }
}
