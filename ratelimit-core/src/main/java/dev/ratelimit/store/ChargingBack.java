package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.store.Owed.Due;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges to a Redis that is back what was counted in this JVM meanwhile: a few buckets at a time, each by a call of its own,
 * so that a server which has just come back is not flooded. Each is sent once: what fails is dropped, as it may have been
 * charged, unless it is certain that it was not. For one thread at a time.
 */
final class ChargingBack {

    private static final Logger LOG = LoggerFactory.getLogger(ChargingBack.class);
    private static final int BATCH = 16;
    /** At so many debts it looks in a row: those of a server that is lost have to wait, however many they are. */
    static final int LOOKS = 5_000;

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Store redis;
    private final LocalCounts local;
    /** Goes on where it stopped. */
    private Owed.Round rest;

    private long charged;
    private long dropped;

    /** @param redis a store that may have several servers; each call is for one bucket */
    ChargingBack(Store redis, LocalCounts local) {
        this.redis = redis;
        this.local = local;
        this.rest = local.round();
    }

    /**
     * Before a request asks Redis again, which would admit what was used up here: for as long as requests may be kept waiting
     * for Redis' decisions. Returns whether Redis is well.
     *
     * @param which those of the server that is back
     */
    boolean first(Predicate<Charge> which) {
        return run(FIRST, local.round(), which, true);
    }

    /**
     * The rest, while requests ask Redis again; when no server is lost any more, it is forgotten then what was counted here.
     * Looks at a few debts only where there is nothing to settle.
     *
     * @param back those of servers that are back
     * @param all whether all servers are
     */
    void rest(Predicate<Charge> back, boolean all) {
        if (!local.counted()) {
            return;
        }
        if (rest.over()) {
            rest = local.round();
        }
        if (run(LATER, rest, back, false) && all && !local.owes()) {
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

    /** @param whole whether to look on where there is nothing to settle, until the round is over */
    private boolean run(Duration most, Owed.Round round, Predicate<Charge> which, boolean whole) {
        long end = System.nanoTime() + most.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                List<Due> next = round.next(BATCH, LOOKS, which);
                if (next.isEmpty() && (round.over() || !whole)) {
                    return true;
                }
                if (!charge(next)) {
                    return false;
                }
            }
        } catch (RuntimeException e) {
            // Whatever it is: the thread that finds Redis again must live.
            LOG.warn("What was counted meanwhile is not charged to Redis", e);
            local.forgive();
        }
        return true;
    }

    /** A charge under way. */
    private record Sent(Due due, Call call, Pending pending) {}

    /** Whether the next ones may follow. */
    private boolean charge(List<Due> batch) {
        List<Sent> sent = batch.stream().map(this::send).toList();
        boolean well = true;
        for (Sent one : sent) {
            well &= answered(one);
        }
        return well;
    }

    private Sent send(Due due) {
        Call call = new Call(Action.CHARGE, List.of(due.charge()), null);
        try {
            return new Sent(due, call, redis.begin(call, redis.deadline()));
        } catch (StoreException e) {
            return new Sent(due, call, () -> {
                throw e;
            });
        }
    }

    private boolean answered(Sent sent) {
        try {
            local.heard(sent.call(), sent.pending().await());
            charged++;
            return true;
        } catch (StoreException e) {
            LOG.debug("Not charged to Redis, {}: {}", e.undone() ? "and still owed" : "perhaps", e.getMessage());
            if (e.undone()) {
                local.keep(sent.due());
                return false;
            }
            dropped++;
            return e.trouble() == Trouble.CALL;
        }
    }
}
