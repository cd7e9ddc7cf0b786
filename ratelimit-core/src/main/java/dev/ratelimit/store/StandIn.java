package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import org.jspecify.annotations.Nullable;

/** What buckets of this JVM begin with, and lead to, where they stand in for those of a lost store. Called under their lock. */
interface StandIn {

    /**
     * What the bucket of a charge is to be from now on; null to leave it as it is.
     *
     * @param i the charge's place in its call
     * @param stored the bucket; null for one that nobody has used
     */
    @Nullable
    Bucket seed(int i, @Nullable Bucket stored, long now);

    /** A bucket made a step, of which it is kept what changed. */
    void stepped(int i, Step step, long now);
}
