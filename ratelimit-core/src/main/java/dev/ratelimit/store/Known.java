package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Left;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What Redis said of a bucket, by this node's clock: how much is left, when one more comes, and when all is there again.
 * What comes between is carried on by the algorithm, as late as it may be.
 */
final class Known {

    private final Limit limit;
    private final long remaining;
    private final long nextAtMillis;
    private final long resetAtMillis;

    /**
     * @param then Redis' clock when it said so
     * @param now this node's, when it heard
     */
    Known(Decision decision, long then, long now) {
        this.limit = decision.limit();
        this.remaining = decision.remaining();
        this.nextAtMillis = now + Math.max(1, decision.nextAfterMillis());
        this.resetAtMillis = now + decision.resetAtMillis() - then;
    }

    /** How much is used at most, of which some comes back with time. */
    long used(Limit whole, long now) {
        return Math.max(0, whole.capacity() - left(whole, now));
    }

    /** How much is left for certain; more than the capacity, or less than none, where the limit was another. */
    private long left(Limit whole, long now) {
        return whole.capacity() - limit.capacity() + left(now);
    }

    private long left(long now) {
        if (now >= resetAtMillis) {
            return limit.capacity();
        }
        if (now < nextAtMillis) {
            return remaining;
        }
        Left then = new Left(remaining + 1, Limit.MAX_MILLIS, resetAtMillis - nextAtMillis);
        return Bucket.left(limit, then, nextAtMillis).carry(limit, now).room(limit, now);
    }

    /**
     * What this node's bucket is to be, where that is less than it is; null otherwise.
     *
     * @param whole the limit on Redis
     * @param share this node's
     */
    @Nullable
    Bucket seed(Limit whole, Limit share, @Nullable Bucket stored, long now) {
        long left = Math.max(0, left(whole, now));
        if (left >= room(share, stored, now)) {
            return null;
        }
        long nextIn = now < nextAtMillis ? nextAtMillis - now : share.sized(1).fillMillis();
        return Bucket.left(share, new Left(left, nextIn, Math.max(nextIn, resetAtMillis - now)), now);
    }

    private static long room(Limit share, @Nullable Bucket stored, long now) {
        return stored == null
                ? share.capacity()
                : stored.carry(share, Math.max(now, stored.time())).room(share, now);
    }
}
