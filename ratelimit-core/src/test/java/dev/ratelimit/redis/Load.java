package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One call over and over, and what became of it. */
final class Load {

    /** So that the servers get their share of a small machine. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    final AtomicLong calls = new AtomicLong();
    /** By Redis. */
    final AtomicLong allowed = new AtomicLong();

    final AtomicLong denied = new AtomicLong();
    /** By anything but Redis. */
    final AtomicLong elsewhere = new AtomicLong();
    /** When Redis decided for the first time after it had not. */
    final AtomicLong recoveredNanos = new AtomicLong();

    private final Store store;
    private final Call call;

    Load(Store store, Charge charge) {
        this.store = store;
        this.call = Charges.take(charge);
    }

    /** With a user's record, so that a script has two keys. */
    Load(Store store, Charge charge, String user) {
        this.store = store;
        this.call = new Call(
                Action.TAKE, List.of(charge), new AssumedUser(user, 0, 3_600_000, false, Map.of("max_tokens", "1")));
    }

    private void once() {
        Decision decision = Charges.decided(store, call).decisions().get(0);
        calls.incrementAndGet();
        if (decision.source() != Source.REDIS) {
            elsewhere.incrementAndGet();
        } else {
            (decision.allowed() ? allowed : denied).incrementAndGet();
            if (elsewhere.get() > 0) {
                recoveredNanos.compareAndSet(0, System.nanoTime());
            }
        }
    }

    /** Loads, each on a thread, until it is closed. */
    static final class Running implements AutoCloseable {

        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Load> loads;

        Running(Load... loads) {
            this.loads = List.of(loads);
            this.loads.forEach(load -> threads.execute(() -> {
                while (!over.get()) {
                    load.once();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }));
        }

        long calls() {
            return loads.stream().mapToLong(load -> load.calls.get()).sum();
        }

        /** Goes on for a number of calls. */
        void goOn(long more) {
            long before = calls();
            await().atMost(60, TimeUnit.SECONDS).until(() -> calls() > before + more);
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
