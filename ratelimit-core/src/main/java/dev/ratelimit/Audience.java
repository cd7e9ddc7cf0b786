package dev.ratelimit;

import dev.ratelimit.limit.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of each verdict and how long it took; what the listener throws changes nothing. */
final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final LimitListener listener;
    private final AtomicBoolean failed = new AtomicBoolean();

    Audience(LimitListener listener) {
        this.listener = listener;
    }

    Verdict hears(Supplier<Verdict> decision) {
        return hears(decision, verdict -> verdict);
    }

    <T> T hears(Supplier<T> decision, Function<T, Verdict> verdict) {
        long start = System.nanoTime();
        T decided = decision.get();
        try {
            listener.decided(verdict.apply(decided), Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException e) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn("A LimitListener threw; it goes on being called, further exceptions are not logged", e);
            }
        }
        return decided;
    }
}
