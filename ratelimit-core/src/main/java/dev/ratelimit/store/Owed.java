package dev.ratelimit.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Limit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What was taken here while Redis was not asked, to be charged to it when it is back. Bounded: of more buckets
 * than that, the least used are never settled.
 */
final class Owed {

    private final InstantSource clock;
    private final Cache<BucketId, Debt> debts;

    Owed(InstantSource clock, int maxBuckets) {
        this.clock = clock;
        this.debts = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                // The common pool's threads would outlive an undeployed application and hold on to it.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Units were taken, or charged.
     *
     * @param whole the charge as Redis knows it
     * @param used how much of the bucket was used on Redis, as far as is known
     */
    void took(Charge whole, Limit share, long units, long now, LongSupplier used) {
        debts.asMap().compute(whole.bucket(), (id, debt) -> {
            Debt before = debt == null ? Debt.none(whole, share, used.getAsLong(), now) : debt;
            return before.more(whole, share, units, now);
        });
    }

    /** What was taken here came back here. */
    void cameBack(Charge whole, Limit share, Action putBack, long now) {
        debts.asMap().computeIfPresent(whole.bucket(), (id, debt) -> debt.less(share, putBack, whole.cost(), now));
    }

    /** What one bucket owed, and the charge that settles it. */
    record Due(Debt debt, Charge charge) {}

    /**
     * A round to settle all that is owed now.
     *
     * @param share this node's share of a limit
     */
    Round round(Shares share) {
        return new Round(share);
    }

    /** Goes once past everything that is owed, a few debts at a time. For one thread. */
    final class Round {

        private final Shares share;
        private final Iterator<Map.Entry<BucketId, Debt>> entries =
                debts.asMap().entrySet().iterator();

        private Round(Shares share) {
            this.share = share;
        }

        boolean over() {
            return !entries.hasNext();
        }

        /**
         * The next ones. It is not owed any more, whatever becomes of them.
         *
         * @param most how many
         * @param looks how many debts to look at
         * @param which those that may be settled now
         */
        List<Due> next(int most, int looks, Predicate<Charge> which) {
            List<Due> found = new ArrayList<>(most);
            for (int i = 0; i < looks && found.size() < most && entries.hasNext(); i++) {
                Map.Entry<BucketId, Debt> entry = entries.next();
                if (which.test(entry.getValue().whole())) {
                    take(entry.getKey(), found);
                }
            }
            return found;
        }

        private void take(BucketId bucket, List<Due> found) {
            Debt debt = debts.asMap().remove(bucket);
            long units = debt == null ? 0 : debt.owed(share.of(debt.whole().limit()), clock.millis());
            if (debt != null && units > 0) {
                found.add(new Due(debt, debt.whole().costing(units)));
            }
        }
    }

    /** It is certain that what was to be settled was not: it is owed as before, beside what was taken since. */
    void keep(Due due, Limit share, long now) {
        debts.asMap()
                .merge(
                        due.charge().bucket(),
                        due.debt(),
                        (newer, kept) ->
                                newer.more(newer.whole(), share, due.charge().cost(), now));
    }

    boolean isEmpty() {
        return debts.asMap().isEmpty();
    }

    /** Forgets what belongs to a user, or everything when the id is empty. */
    void forget(String user, Owners owners) {
        debts.asMap().keySet().removeIf(bucket -> user.isEmpty() || owners.owns(user, bucket.rule(), bucket.subject()));
    }

    /** This node's share of a limit. */
    interface Shares {
        Limit of(Limit whole);
    }
}
