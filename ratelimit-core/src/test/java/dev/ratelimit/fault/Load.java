package dev.ratelimit.fault;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Threads that check users at a steady pace, whatever the answers take, and log every decision. The same seed asks for the
 * same users in the same order.
 */
final class Load implements Asking {

    /** No load lasts longer without a look at it, whoever forgot to stop it. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final RateLimiter limiter;
    private final Demand demand;
    private final Function<String, List<String>> log;
    private final long startNanos = System.nanoTime();
    private final List<Worker> workers = new ArrayList<>();
    private volatile long lookedAtNanos;
    private volatile boolean over;

    /**
     * What is asked for.
     *
     * @param perSecond how many checks in all; 0 for as many as are answered
     * @param greedy how many users share seven tenths of them
     * @param modest how many users share the rest
     */
    record Demand(int threads, int perSecond, int greedy, int modest, long seed) {

        String user(SplittableRandom random) {
            return random.nextInt(10) < 7 ? "greedy" + random.nextInt(greedy) : "modest" + random.nextInt(modest);
        }
    }

    private Load(RateLimiter limiter, Demand demand, Function<String, List<String>> log) {
        this.log = log;
        this.limiter = limiter;
        this.demand = demand;
    }

    /** @param log finds the lines with a text in them */
    static Load start(RateLimiter limiter, Demand demand, Function<String, List<String>> log) {
        Load load = new Load(limiter, demand, log);
        for (int i = 0; i < demand.threads(); i++) {
            Worker worker = load.new Worker(i);
            load.workers.add(worker);
            worker.start();
        }
        return load;
    }

    @Override
    public long nanos() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public List<String> logged(String text) {
        return log.apply(text);
    }

    @Override
    public void close() {
        over = true;
    }

    /** What was decided since this was last asked, which is not told again. */
    Trace take() {
        lookedAtNanos = nanos();
        return new Trace(
                workers.stream().flatMap(worker -> worker.take().stream()).toList());
    }

    @Override
    public Trace stop() throws InterruptedException {
        over = true;
        List<Sample> samples = new ArrayList<>();
        for (Worker worker : workers) {
            worker.join(TimeUnit.SECONDS.toMillis(30));
            if (worker.isAlive()) {
                throw new AssertionError("a check hangs: " + List.of(worker.getStackTrace()));
            }
            if (worker.failure != null) {
                throw new AssertionError("a check threw", worker.failure);
            }
            samples.addAll(worker.take());
        }
        return new Trace(samples);
    }

    private final class Worker extends Thread {

        private List<Sample> samples = new ArrayList<>();
        private final SplittableRandom random;
        private final int number;
        private Throwable failure;

        Worker(int number) {
            super("load-" + number);
            this.number = number;
            this.random = new SplittableRandom(demand.seed() + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                for (long i = 0; !over && nanos() - lookedAtNanos < LONGEST_NANOS; i++) {
                    awaitTurn(i);
                    check(demand.user(random));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        private void awaitTurn(long i) {
            if (demand.perSecond() == 0) {
                return;
            }
            long due = TimeUnit.SECONDS.toNanos(1) * (i * demand.threads() + number) / demand.perSecond();
            for (long wait = due - nanos(); wait > 0 && !over; wait = due - nanos()) {
                LockSupport.parkNanos(wait);
            }
        }

        private void check(String user) {
            long at = nanos();
            Verdict verdict = limiter.check(user);
            add(new Sample(at, user, 1, verdict.allowed(), verdict.source(), nanos() - at));
        }

        private synchronized void add(Sample sample) {
            samples.add(sample);
        }

        synchronized List<Sample> take() {
            List<Sample> taken = samples;
            samples = new ArrayList<>();
            return taken;
        }
    }
}
