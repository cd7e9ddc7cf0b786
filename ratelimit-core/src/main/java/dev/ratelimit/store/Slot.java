package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import org.jspecify.annotations.Nullable;

/** The place of one bucket in a {@link Stripe}, whose lock guards it. */
final class Slot {

    final BucketId id;
    int index;
    private @Nullable Bucket bucket;
    private long resetAtMillis;
    private long deniedUntilMillis;
    private long uses;
    private boolean pinned;

    Slot(BucketId id, int index) {
        this.id = id;
        this.index = index;
    }

    /** The bucket for a call that is about to decide; the slot stays until {@link #keep}. */
    @Nullable
    Bucket open(long now) {
        pinned = true;
        return resetAtMillis <= now ? null : bucket;
    }

    /** From now on it holds this, be it used or not. */
    void begin(Bucket seed, long resetAt) {
        bucket = seed;
        resetAtMillis = resetAt;
    }

    /** Whether newcomers share it. */
    boolean shared() {
        return index < 0;
    }

    void keep(Step step, long now) {
        pinned = false;
        uses++;
        if (step.reading().granted() == 0) {
            deniedUntilMillis = Math.max(deniedUntilMillis, now + step.reading().retryAfterMillis());
        } else if (step.changed()) {
            // A look at a denied bucket is granted, too, and must not give it away.
            deniedUntilMillis = 0;
        }
        if (step.changed()) {
            bucket = step.bucket();
            resetAtMillis = step.reading().resetAtMillis();
        }
    }

    /** Whether nothing is lost with this slot: an expired bucket equals a fresh one. */
    boolean idle(long now) {
        return !pinned && resetAtMillis <= now;
    }

    /** Whether the slot may go although it holds something. */
    boolean evictable(long now) {
        return !pinned && deniedUntilMillis <= now;
    }

    long uses() {
        return uses;
    }
}
