package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges to a Redis that is back what was counted in this JVM meanwhile: a few buckets at a time, one call after another, so
 * that a server which has just come back is not flooded. Each is sent once; what fails may have been charged, and is dropped.
 * For one thread at a time.
 */
final class ChargingBack {

    private static final Logger LOG = LoggerFactory.getLogger(ChargingBack.class);
    private static final int BATCH = 16;
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Store redis;
    private final LocalCounts local;
    private long charged;
    private long dropped;

    ChargingBack(Store redis, LocalCounts local) {
        this.redis = redis;
        this.local = local;
    }

    /**
     * Before a request asks Redis again, which would admit what was used up here: for as long as requests may be kept waiting
     * for Redis' decisions. Returns whether Redis is well.
     *
     * @param which those of the server that is back
     */
    boolean first(Predicate<Charge> which) {
        return run(FIRST, which);
    }

    /**
     * The rest, while requests ask Redis again; when no server is lost any more, it is forgotten then what was counted here.
     *
     * @param back those of servers that are back
     * @param all whether all servers are
     */
    void rest(Predicate<Charge> back, boolean all) {
        if (local.counted() && run(LATER, back) && all && !local.owes()) {
            settled();
        }
    }

    private void settled() {
        // What was dropped is known to nobody but the buckets of this JVM.
        local.settled(dropped == 0);
        LOG.debug("What was counted in {} buckets meanwhile is charged to Redis", charged);
        if (dropped > 0) {
            LOG.warn("What was counted in {} buckets while Redis was lost is not charged to it", dropped);
        }
        charged = 0;
        dropped = 0;
    }

    private boolean run(Duration most, Predicate<Charge> which) {
        long end = System.nanoTime() + most.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                List<Charge> charges = local.settle(BATCH, which);
                if (charges.isEmpty() || !charge(charges)) {
                    return charges.isEmpty();
                }
            }
        } catch (RuntimeException e) {
            // Whatever it is: the thread that finds Redis again must live.
            LOG.warn("What was counted meanwhile is not charged to Redis", e);
            local.forgive();
        }
        return true;
    }

    /** Whether the next ones may follow. */
    private boolean charge(List<Charge> charges) {
        Call call = new Call(Action.CHARGE, charges, null);
        try {
            local.heard(call, redis.decide(call));
            charged += charges.size();
            return true;
        } catch (StoreException e) {
            LOG.debug("Perhaps not charged to Redis: {}", e.getMessage());
            dropped += charges.size();
            return e.trouble() == Trouble.CALL;
        }
    }
}
