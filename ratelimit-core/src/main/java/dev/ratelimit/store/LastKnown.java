package dev.ratelimit.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Redis said last of the buckets that are counted in this JVM when it is lost, but of those
 * that are full. At most 100,000; the least used go first.
 */
final class LastKnown {

    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final Cache<BucketId, Known> buckets = Caffeine.newBuilder()
            .maximumSize(MOST)
            // The common pool's threads would outlive an undeployed application and hold on to it.
            .executor(Runnable::run)
            .build();

    LastKnown(InstantSource clock) {
        this.clock = clock;
    }

    /** Redis has answered. */
    void heard(Call call, Answer answer) {
        if (answer instanceof Answer.Decided decided) {
            List<Charge> charges = call.charges();
            for (int i = 0; i < charges.size(); i++) {
                if (charges.get(i).onFailure() == FailurePolicy.LOCAL) {
                    remember(charges.get(i).bucket(), decided.decisions().get(i), decided.nowMillis(i));
                }
            }
        }
    }

    private void remember(BucketId bucket, Decision decision, long then) {
        if (decision.remaining() < decision.limit().capacity()) {
            buckets.put(bucket, new Known(decision, then, clock.millis()));
        } else if (buckets.getIfPresent(bucket) != null) {
            buckets.invalidate(bucket);
        }
    }

    @Nullable
    Known of(BucketId bucket) {
        return buckets.getIfPresent(bucket);
    }

    /** Forgets what belongs to a user, or everything when the id is empty. */
    void forget(String user, Owners owners) {
        if (user.isEmpty()) {
            buckets.invalidateAll();
        } else {
            buckets.asMap().keySet().removeIf(bucket -> owners.owns(user, bucket.rule(), bucket.subject()));
        }
    }
}
