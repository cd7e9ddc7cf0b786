package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Left;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Limit;

/**
 * What was taken here of one bucket, as this node's share of it: once with what was taken and once without, so that what lies
 * between them is what Redis, which knows of none of it, would still count. Both begin with the share of what was used on
 * Redis: what comes back meanwhile comes back once, for that first.
 *
 * @param whole the charge as Redis knows it
 */
record Debt(Charge whole, Bucket with, Bucket without) {

    /** Nothing is owed yet, of a bucket of which so much was used on Redis. */
    static Debt none(Charge whole, Limit share, long used, long now) {
        Limit limit = whole.limit();
        // So many share it, or fewer, where the share is 1.
        long sharing = Math.max(1, limit.capacity() / share.capacity());
        long left = share.capacity() + Math.floorDiv(-used, sharing);
        Left known = new Left(Math.max(0, left), share.sized(1).fillMillis(), Limit.MAX_MILLIS);
        Bucket start = Bucket.left(share, known, now);
        return new Debt(whole, start, start);
    }

    /** After units were taken, or charged. */
    Debt more(Charge charge, Limit share, long units, long now) {
        return new Debt(charge, after(share, Action.CHARGE, units, now), without);
    }

    /** After units came back. */
    Debt less(Limit share, Action putBack, long units, long now) {
        return new Debt(whole, after(share, putBack, units, now), without);
    }

    private Bucket after(Limit share, Action action, long units, long now) {
        return Step.of(with, share, action, units, now).bucket();
    }

    /** How much Redis would still count at this time, at most one capacity. */
    long owed(Limit share, long now) {
        long difference = room(without, share, now) - room(with, share, now);
        return Math.max(0, Math.min(difference, whole.limit().capacity()));
    }

    private static long room(Bucket bucket, Limit share, long now) {
        long at = Math.max(now, bucket.time());
        return bucket.carry(share, at).room(share, at);
    }
}
