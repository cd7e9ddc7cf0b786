package dev.ratelimit.benchmarks;

import dev.ratelimit.limit.Limit;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bucket4j in the JVM: a map of its lock-free buckets, which nobody empties. */
final class Bucket4jLocal implements Contestant {

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Limit limit;

    Bucket4jLocal(Limit limit) {
        this.limit = limit;
    }

    @Override
    public boolean take(int subject) {
        return buckets.computeIfAbsent(Subjects.name(subject), name -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.permits(), Duration.ofMillis(limit.periodMillis())))
                .build();
    }
}
