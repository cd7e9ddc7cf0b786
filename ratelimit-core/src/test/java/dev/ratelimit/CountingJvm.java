package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A node in a JVM of its own that makes a number of decisions, and tells how many all the time. */
final class CountingJvm implements AutoCloseable {

    private static final int THREADS = 4;

    private final Process process;
    private final NavigableMap<Long, Long> madeByNanos = new ConcurrentSkipListMap<>();
    private final Thread reader = new Thread(this::read, "node-output");

    CountingJvm(String address, long decisions) {
        process = ChildJvm.start(CountingJvm.class, Redirect.DISCARD, address, Long.toString(decisions));
        madeByNanos.put(System.nanoTime(), 0L);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .forEach(made -> madeByNanos.put(System.nanoTime(), Long.parseLong(made)));
    }

    /** How many decisions it has told of. */
    long made() {
        return madeByNanos.lastEntry().getValue();
    }

    /** How many it had told of some time before now. */
    long madeBefore(Duration time) {
        var then = madeByNanos.floorEntry(System.nanoTime() - time.toNanos());
        return then == null ? 0 : then.getValue();
    }

    /** Waits until it has made all of them, and has closed its limiter. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("the node did not end well after " + made() + " decisions");
        }
    }

    /** Kills it. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        reader.join(TimeUnit.SECONDS.toMillis(10));
    }

    /** Asks about 500 users. */
    public static void main(String[] args) throws InterruptedException {
        long decisions = Long.parseLong(args[1]);
        AtomicLong begun = new AtomicLong();
        AtomicLong made = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(args[0])
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perDay(100))
                .build()) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    for (long next = begun.getAndIncrement(); next < decisions; next = begun.getAndIncrement()) {
                        limiter.check("user-" + next % 500);
                        made.incrementAndGet();
                    }
                });
            }
            threads.shutdown();
            while (!threads.awaitTermination(20, TimeUnit.MILLISECONDS)) {
                System.out.println(made.get());
            }
        }
        System.out.println(made.get());
    }
}
