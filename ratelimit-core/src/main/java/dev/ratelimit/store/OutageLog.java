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

/** Tells when a store is lost and when it is back: a line each, but of six outages in a minute at most. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final Limit OUTAGES = Limit.perMinute(6);

    private final String store;
    private final InstantSource clock;
    private @Nullable Bucket told;
    private boolean telling;
    private int untold;
    private long lostAtMillis;

    /** @param store what it is called, such as Redis */
    OutageLog(String store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    synchronized void lost(StoreException e) {
        lostAtMillis = clock.millis();
        Step step = Step.of(told, OUTAGES, Action.TAKE, 1, lostAtMillis);
        told = step.bucket();
        telling = step.reading().granted() > 0;
        if (telling) {
            LOG.warn(
                    "{} is lost ({}: {}){}; rules follow their on_store_failure until it is back",
                    store,
                    e.trouble(),
                    e.getMessage(),
                    untold == 0 ? "" : ", and was " + untold + " times more since this was last told");
            untold = 0;
        } else {
            untold++;
        }
    }

    synchronized void back() {
        ended("back");
    }

    private void ended(String how) {
        if (telling) {
            LOG.info("{} is {} after {}", store, how, Duration.ofMillis(clock.millis() - lostAtMillis));
        }
    }
}
