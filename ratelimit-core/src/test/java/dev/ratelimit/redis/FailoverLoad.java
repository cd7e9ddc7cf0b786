package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a store all the time for a subject that is over its limit and for one that never will be, and keeps what Redis said:
 * what passes for the first is wrongly allowed, what is refused to the other wrongly denied.
 */
final class FailoverLoad implements AutoCloseable {

    private static final Limit TIGHT = LongWindows.of(Algorithm.TOKEN, 10);
    private static final Limit ROOMY = LongWindows.of(Algorithm.TOKEN, 1_000_000);

    private final Store store;
    private final String spent = Charges.newSubject();
    private final String thrifty = Charges.newSubject();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean over;
    private volatile Throwable thrown;

    private record Asked(long nanos, Decision tight, Decision roomy) {
        boolean byRedis() {
            return tight.source() == Source.REDIS && roomy.source() == Source.REDIS;
        }
    }

    FailoverLoad(Store store) {
        this.store = store;
        decide(TIGHT, spent, 10);
        thread.start();
    }

    /** When Redis first decided what was asked after an instant, as far as that has happened. */
    Duration recovery(long since) {
        return asked.stream()
                .filter(a -> a.nanos() - since > 0 && a.byRedis())
                .findFirst()
                .map(a -> Duration.ofNanos(a.nanos() - since))
                .orElse(Duration.ZERO);
    }

    boolean recovered(long since) {
        return !recovery(since).isZero();
    }

    /** How many calls Redis did not decide. */
    long lost() {
        return asked.stream().filter(a -> !a.byRedis()).count();
    }

    long wronglyAllowed() {
        return asked.stream().filter(a -> a.byRedis() && a.tight().allowed()).count();
    }

    long wronglyDenied() {
        return asked.stream().filter(a -> a.byRedis() && !a.roomy().allowed()).count();
    }

    /** The figures in a line. */
    String report(String fault, long since) {
        return "%s: recovery %.1f s, wrongly allowed %d, wrongly denied %d"
                .formatted(fault, recovery(since).toMillis() / 1_000.0, wronglyAllowed(), wronglyDenied());
    }

    private void run() {
        try {
            while (!over) {
                long start = System.nanoTime();
                asked.add(new Asked(start, decide(TIGHT, spent, 1), decide(ROOMY, thrifty, 1)));
                LockSupport.parkNanos(2_000_000);
            }
        } catch (RuntimeException e) {
            thrown = e;
        }
    }

    private Decision decide(Limit limit, String subject, long cost) {
        Charge charge = new Charge("rule", limit, List.of(subject), cost, Charge.ENFORCED, FailurePolicy.ALLOW);
        return Charges.decided(store, new Call(Action.TAKE, List.of(charge), null))
                .decisions()
                .get(0);
    }

    /** @throws IllegalStateException when the store ever threw */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thrown != null) {
            throw new IllegalStateException("the store threw", thrown);
        }
    }
}
