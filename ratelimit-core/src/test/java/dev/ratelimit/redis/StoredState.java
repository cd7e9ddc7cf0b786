package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.FixedWindow;
import dev.ratelimit.algorithm.LeakyBucket;
import dev.ratelimit.algorithm.SlidingWindowCounter;
import dev.ratelimit.algorithm.SlidingWindowLog;
import dev.ratelimit.algorithm.TokenBucket;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bucket as its key in Redis shows it. */
final class StoredState {

    private StoredState() {}

    static String of(@Nullable Bucket bucket) {
        if (bucket == null) {
            return "";
        }
        if (bucket instanceof TokenBucket b) {
            return fields(Map.of(
                    "tokens",
                    b.tokens(),
                    "fraction",
                    b.fraction(),
                    "last",
                    b.last(),
                    "limit",
                    b.limit().stamp()));
        }
        if (bucket instanceof LeakyBucket b) {
            return fields(Map.of(
                    "volume",
                    b.volume(),
                    "fraction",
                    b.fraction(),
                    "last_leak",
                    b.lastLeak(),
                    "limit",
                    b.limit().stamp()));
        }
        if (bucket instanceof FixedWindow b) {
            return fields(Map.of(
                    "count",
                    b.count(),
                    "window_start",
                    b.windowStart(),
                    "limit",
                    b.limit().stamp()));
        }
        if (bucket instanceof SlidingWindowCounter b) {
            return fields(Map.of(
                    "current",
                    b.current(),
                    "previous",
                    b.previous(),
                    "window_start",
                    b.windowStart(),
                    "limit",
                    b.limit().stamp()));
        }
        return Arrays.stream(((SlidingWindowLog) bucket).entries().toArray())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    static String fields(Map<String, ?> fields) {
        return fields.isEmpty() ? "" : new TreeMap<>(fields).toString();
    }
}
