package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in this JVM: exact for one node, gone with it. Users have a record where {@link UserRecords} are given. Holds at
 * most the given number of buckets; see {@link Stripe} for what happens then.
 */
public final class MemoryStore implements Store {

    private static final int STRIPES = 64;

    private final Stripe[] stripes;
    private final InstantSource clock;
    private final Source source;
    private final @Nullable UserRecords users;

    /** A store that keeps no record of users. */
    public MemoryStore(InstantSource clock, Source source, int maxBuckets) {
        this(clock, source, maxBuckets, null);
    }

    /**
     * @param clock in production a {@link SteadyClock}
     * @param source what decisions are marked with: {@code MEMORY}, or {@code LOCAL} when it stands in for Redis
     * @param maxBuckets at least 64; about 200 bytes each beside the text of the subject (a log takes up to 16
     *     bytes more for each unit)
     * @param users where to keep a record of users; null for none
     */
    public MemoryStore(InstantSource clock, Source source, int maxBuckets, @Nullable UserRecords users) {
        if (maxBuckets < STRIPES) {
            throw new IllegalArgumentException(
                    "maxBuckets " + maxBuckets + " is out of range; accepted are " + STRIPES + " and more");
        }
        this.clock = clock;
        this.source = source;
        this.users = users;
        this.stripes = Stream.generate(() -> new Stripe(maxBuckets / STRIPES))
                .limit(STRIPES)
                .toArray(Stripe[]::new);
    }

    @Override
    public Answer decide(Call call) {
        AssumedUser user = call.user();
        if (users != null && user != null) {
            Optional<Map<String, String>> other = users.meet(user);
            if (other.isPresent()) {
                return new Answer.OtherProfile(other.get());
            }
        }
        return decide(call, null);
    }

    /** Decides without a record of the user, as one that may stand in for another. */
    Answer decide(Call call, @Nullable StandIn standIn) {
        List<Charge> charges = call.charges();
        if (charges.size() == 1) {
            return decideOne(call, charges.get(0), standIn);
        }
        return decideMany(call, charges.stream().map(Charge::bucket).toList(), standIn);
    }

    private Answer decideOne(Call call, Charge charge, @Nullable StandIn standIn) {
        BucketId id = charge.bucket();
        Stripe stripe = stripe(id);
        stripe.lock.lock();
        try {
            long now = clock.millis();
            Slot slot = stripe.slot(id, now);
            Bucket bucket = standIn == null ? slot.open(now) : open(slot, charge, 0, now, standIn);
            Step step = Step.of(bucket, charge.limit(), call.action(), charge.cost(), now);
            slot.keep(step, now);
            if (standIn != null) {
                standIn.stepped(0, step, now);
            }
            return new Answer.Decided(now, List.of(Decisions.of(charge, step.reading(), source)));
        } finally {
            stripe.lock.unlock();
        }
    }

    private static @Nullable Bucket open(Slot slot, Charge charge, int i, long now, StandIn standIn) {
        Bucket stored = slot.open(now);
        // Who shares a bucket for want of room does not speak for the others in it.
        Bucket seed = slot.shared() ? null : standIn.seed(i, stored, now);
        if (seed == null) {
            return stored;
        }
        slot.begin(seed, now + seed.waitFor(charge.limit(), charge.limit().capacity(), now));
        return seed;
    }

    private Answer decideMany(Call call, List<BucketId> ids, @Nullable StandIn standIn) {
        // In ascending order, so that two calls on the same buckets cannot wait for each other.
        int[] needed =
                ids.stream().mapToInt(MemoryStore::index).sorted().distinct().toArray();
        for (int i : needed) {
            stripes[i].lock.lock();
        }
        try {
            return decideLocked(call, ids, clock.millis(), standIn);
        } finally {
            for (int i : needed) {
                stripes[i].lock.unlock();
            }
        }
    }

    private Answer decideLocked(Call call, List<BucketId> ids, long now, @Nullable StandIn standIn) {
        List<Slot> slots = new ArrayList<>(ids.size());
        List<Step> steps = Groups.steps(
                call,
                i -> {
                    Slot slot = stripe(ids.get(i)).slot(ids.get(i), now);
                    slots.add(slot);
                    return standIn == null
                            ? slot.open(now)
                            : open(slot, call.charges().get(i), i, now, standIn);
                },
                now);
        List<Decision> decisions = new ArrayList<>(ids.size());
        for (int i = 0; i < steps.size(); i++) {
            slots.get(i).keep(steps.get(i), now);
            if (standIn != null) {
                standIn.stepped(i, steps.get(i), now);
            }
            decisions.add(Decisions.of(call.charges().get(i), steps.get(i).reading(), source));
        }
        return new Answer.Decided(now, decisions);
    }

    /** Forgets every bucket of a user. */
    public void forget(String user, Owners owners) {
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.forget(user, owners);
            } finally {
                stripe.lock.unlock();
            }
        }
    }

    /** How many buckets are held; an expired one counts until its place is taken. */
    public long size() {
        return sum(Stripe::size);
    }

    /** How many times a newcomer had to share a bucket because the store was full of denied ones. */
    public long overflowed() {
        return sum(Stripe::overflowed);
    }

    private long sum(ToLongFunction<Stripe> figure) {
        return Arrays.stream(stripes)
                .mapToLong(stripe -> {
                    stripe.lock.lock();
                    try {
                        return figure.applyAsLong(stripe);
                    } finally {
                        stripe.lock.unlock();
                    }
                })
                .sum();
    }

    private Stripe stripe(BucketId id) {
        return stripes[index(id)];
    }

    private static int index(BucketId id) {
        // By the golden ratio, since the hashes of user1, user2, … lie in few of the stripes.
        return (id.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(STRIPES));
    }

    @Override
    public void close() {}
}
