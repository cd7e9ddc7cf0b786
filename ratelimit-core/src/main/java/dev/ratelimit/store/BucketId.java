package dev.ratelimit.store;

import dev.ratelimit.limit.Algorithm;
import java.util.List;

/** What makes a bucket the same bucket: a changed number of its limit does not, another algorithm does. */
record BucketId(String rule, Algorithm algorithm, String name, List<String> subject) {

    /** The bucket that newcomers share when there is no room. */
    BucketId shared() {
        return new BucketId(rule, algorithm, name, List.of());
    }
}
