package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.algorithm.Verb;
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

    /** What an answer's way takes is no reason to set a clock. */
    private static final long TOLERATED_MILLIS = 500;

    private final RedisTime clock;
    private final MemoryStore store;
    private final LongSupplier nodes;
    private final LastKnown known;
    private final Owed owed;
    private volatile boolean counted;
    private boolean onlyHere;

    /**
     * @param clock in production a {@link SteadyClock}
     * @param maxBuckets how many buckets are held at most, at least 64
     * @param nodes how many share the limits, this one included
     */
    public LocalCounts(InstantSource clock, int maxBuckets, LongSupplier nodes) {
        this(new RedisTime(clock, TOLERATED_MILLIS), maxBuckets, nodes);
    }

    private LocalCounts(RedisTime clock, int maxBuckets, LongSupplier nodes) {
        this(new MemoryStore(clock, Source.LOCAL, maxBuckets), clock, maxBuckets, nodes);
    }

    /** Counts in a store that has a clock already, which nobody sets. */
    LocalCounts(MemoryStore store, InstantSource clock, int maxBuckets, LongSupplier nodes) {
        this(store, new RedisTime(clock, Long.MAX_VALUE), maxBuckets, nodes);
    }

    private LocalCounts(MemoryStore store, RedisTime clock, int maxBuckets, LongSupplier nodes) {
        this.clock = clock;
        this.store = store;
        this.nodes = () -> Math.max(1, nodes.getAsLong());
        this.known = new LastKnown(clock);
        this.owed = new Owed(clock, maxBuckets);
    }

    /** Redis has answered a call; what it says is remembered. */
    void heard(Call call, Answer answer) {
        if (answer instanceof Answer.Decided decided) {
            clock.heard(decided.nowMillis());
        }
        known.heard(call, answer);
    }

    /** Forgets what is known of a user's buckets, or of all when the id is empty, and what was counted here of them. */
    public void forget(String user, Owners owners) {
        known.forget(user, owners);
        owed.forget(user, owners);
        store.forget(user, owners);
    }

    /** Decides what may have been charged to Redis all the same: it is not owed. */
    @Override
    public Answer decide(Call call) {
        return decide(call, false);
    }

    /** The same counts for calls that Redis is not asked about, so that what they take is charged to it later. */
    Store owing() {
        return new Owing();
    }

    private Answer decide(Call call, boolean owes) {
        List<Charge> shares = shares(call.charges());
        Call here = new Call(call.action(), shares, null, call.takenBy());
        Answer.Decided decided = (Answer.Decided) store.decide(here, new Standing(call, shares, owes));
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

    /** How many buckets are held here. */
    public long size() {
        return store.size();
    }

    /** A round to settle what is owed. */
    Owed.Round round() {
        return owed.round(this::share);
    }

    /** It is certain that this was not settled. */
    void keep(Owed.Due due) {
        owed.keep(due, share(due.charge().limit()), clock.millis());
    }

    private Limit share(Limit limit) {
        return limit.shared(nodes.getAsLong());
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    /** Nothing is owed any more. */
    void forgive() {
        owed.forget("", Owners.ANY_PART);
    }

    /** Whether anything was counted here that was not settled since. */
    boolean counted() {
        return counted;
    }

    /**
     * Redis was told all that is owed.
     *
     * @param known whether it knows, so that nobody else need
     */
    void settled(boolean known) {
        counted = false;
        // What one outage left to this JVM alone the end of the next must not wash away; it expires.
        onlyHere |= !known;
        if (!onlyHere) {
            store.forget("", (user, rule, subject) -> true);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Owing implements Store {

        @Override
        public Answer decide(Call call) {
            counted |= call.action().verb() != Verb.PUT_BACK;
            return LocalCounts.this.decide(call, true);
        }

        @Override
        public void close() {
            LocalCounts.this.close();
        }
    }

    /** Begins buckets with what is known of them, and remembers what they owe. */
    private final class Standing implements StandIn {

        private final Call call;
        private final List<Charge> shares;
        private final boolean owes;

        Standing(Call call, List<Charge> shares, boolean owes) {
            this.call = call;
            this.shares = shares;
            this.owes = owes;
        }

        private Charge whole(int i) {
            return call.charges().get(i);
        }

        private Limit share(int i) {
            return shares.get(i).limit();
        }

        @Override
        public @Nullable Bucket seed(int i, @Nullable Bucket stored, long now) {
            Known last = known.of(whole(i).bucket());
            return last == null ? null : last.seed(whole(i).limit(), share(i), stored, now);
        }

        @Override
        public void stepped(int i, Step step, long now) {
            if (call.action().verb() == Verb.PUT_BACK) {
                owed.cameBack(whole(i), share(i), call.action(), now);
                return;
            }
            long units = units(whole(i), step);
            if (owes && units > 0) {
                owed.took(whole(i), share(i), units, now, () -> used(i, now));
            }
        }

        private long units(Charge charge, Step step) {
            if (call.action().verb() == Verb.CHARGE) {
                return charge.cost();
            }
            return step.changed() ? step.reading().granted() * charge.cost() : 0;
        }

        private long used(int i, long now) {
            Known last = known.of(whole(i).bucket());
            return last == null ? 0 : last.used(whole(i).limit(), now);
        }
    }
}
