package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts in this JVM while Redis is lost, as one of the nodes that share each limit: at its share of the capacity and of the
 * rate, at least 1 of each. A bucket that is first met begins with what Redis said last that was left of it, where that is
 * less. Decisions name the whole limit; what is left, and the waits, are this node's.
 */
public final class LocalCounts implements Store {

    /** For what only Redis could admit, there is no saying when. */
    private static final long RETRY_MILLIS = 1_000;

    private final MemoryStore store;
    private final LongSupplier nodes;
    private final LastKnown known;

    /**
     * @param clock in production a {@link SteadyClock}
     * @param maxBuckets how many buckets are held at most, at least 64
     * @param nodes how many share the limits, this one included
     */
    public LocalCounts(InstantSource clock, int maxBuckets, LongSupplier nodes) {
        this(new MemoryStore(clock, Source.LOCAL, maxBuckets), clock, nodes);
    }

    LocalCounts(MemoryStore store, InstantSource clock, LongSupplier nodes) {
        this.store = store;
        this.nodes = () -> Math.max(1, nodes.getAsLong());
        this.known = new LastKnown(clock, this.nodes);
    }

    /** Redis has answered a call; what it says is remembered. */
    void heard(Call call, Answer answer) {
        known.heard(call, answer);
    }

    /** Forgets what is known of a user's buckets, or of all when the id is empty, and what was counted here of them. */
    public void forget(String user, Owners owners) {
        known.forget(user, owners);
        store.forget(user, owners);
    }

    @Override
    public Answer decide(Call call) {
        List<Charge> shares = shares(call.charges());
        Call here = new Call(call.action(), shares, null, call.takenBy());
        Answer.Decided decided = (Answer.Decided) store.decide(here, new Seeding(call.charges(), shares));
        List<Decision> decisions = new ArrayList<>(shares.size());
        for (int i = 0; i < shares.size(); i++) {
            decisions.add(whole(call.charges().get(i), decided.decisions().get(i)));
        }
        return new Answer.Decided(decided.nowMillis(), decisions);
    }

    private List<Charge> shares(List<Charge> charges) {
        long sharing = nodes.getAsLong();
        return sharing == 1
                ? charges
                : charges.stream()
                        .map(charge -> charge.under(charge.limit().shared(sharing)))
                        .toList();
    }

    private static Decision whole(Charge charge, Decision share) {
        Limit limit = charge.limit();
        boolean fitsOnRedis = share.neverFits() && charge.cost() <= limit.capacity();
        return share.under(limit, fitsOnRedis ? RETRY_MILLIS : share.retryAfterMillis());
    }

    @Override
    public void close() {
        store.close();
    }

    /** Begins buckets with what is known of them. */
    private final class Seeding implements StandIn {

        private final List<Charge> wholes;
        private final List<Charge> shares;

        Seeding(List<Charge> wholes, List<Charge> shares) {
            this.wholes = wholes;
            this.shares = shares;
        }

        @Override
        public @Nullable Bucket seed(int i, @Nullable Bucket stored, long now) {
            Known last = known.of(shares.get(i).bucket());
            return last == null
                    ? null
                    : last.seed(wholes.get(i).limit(), shares.get(i).limit(), stored, now);
        }

        @Override
        public void stepped(int i, Step step, long now) {}
    }
}
