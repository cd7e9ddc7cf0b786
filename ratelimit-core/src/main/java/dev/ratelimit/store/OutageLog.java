package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a store is lost and when it is back: a line each, and a listener, but of six outages in a minute at most. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final Limit OUTAGES = Limit.perMinute(6);
    private static final Limit CALLS = Limit.perMinute(1);

    private final String name;
    private final InstantSource clock;
    private final OutageListener listener;
    private @Nullable Bucket told;
    private @Nullable Bucket toldOfCalls;
    private boolean telling;
    private int untold;
    private long lostAtMillis;

    /** @param name what is lost, for people */
    OutageLog(String name, InstantSource clock) {
        this(name, clock, OutageListener.NONE);
    }

    OutageLog(String name, InstantSource clock, OutageListener listener) {
        this.name = name;
        this.clock = clock;
        this.listener = listener;
    }

    synchronized void lost(StoreException e) {
        lostAtMillis = clock.millis();
        Step step = Step.of(told, OUTAGES, Action.TAKE, 1, lostAtMillis);
        told = step.bucket();
        telling = step.reading().granted() > 0;
        if (telling) {
            LOG.warn(
                    "{} is lost ({}: {}){}; rules follow their on_store_failure until it is back",
                    name,
                    e.trouble(),
                    e.getMessage(),
                    untold == 0 ? "" : ", and was " + untold + " times more since this was last told");
            untold = 0;
            listener.lost(name, e.word());
        } else {
            untold++;
        }
    }

    /** A call was not answered though all is well otherwise: a line a minute at most. */
    synchronized void unanswered(StoreException e) {
        if (e.getCause() instanceof InterruptedException) {
            return;
        }
        Step step = Step.of(toldOfCalls, CALLS, Action.TAKE, 1, clock.millis());
        toldOfCalls = step.bucket();
        if (step.reading().granted() > 0) {
            LOG.warn(
                    "{} is well and does not answer a call ({}); its rules follow their on_store_failure",
                    name,
                    e.getMessage());
        }
    }

    synchronized void back() {
        tell("back");
    }

    /** Others are in its place. */
    synchronized void replaced() {
        tell("replaced");
    }

    private void tell(String what) {
        if (telling) {
            Duration lasted = Duration.ofMillis(clock.millis() - lostAtMillis);
            LOG.info("{} is {} after {}", name, what, lasted);
            listener.back(name, lasted);
            telling = false;
        }
    }
}
