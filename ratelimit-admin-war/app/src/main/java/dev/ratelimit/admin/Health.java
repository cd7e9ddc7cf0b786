package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.History;
import dev.ratelimit.limit.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How decisions were made, in answers. */
final class Health {

    private Health() {}

    /** How long decisions took. */
    record Latency(
            @JsonProperty("p50_us") double p50Micros,
            @JsonProperty("p99_us") double p99Micros,
            @JsonProperty("max_us") double maxMicros) {

        private static final double MICRO = 1_000;

        static Latency of(Counts counts, History history) {
            long slowest = history.slowestNanos();
            return new Latency(
                    Math.min(slowest, counts.latencyNanos(0.5)) / MICRO,
                    Math.min(slowest, counts.latencyNanos(0.99)) / MICRO,
                    slowest / MICRO);
        }
    }

    /**
     * How the store was.
     *
     * @param reachable whether it answers now
     * @param failOpen requests that a rule let pass uncounted since it did not answer
     * @param failClosed requests that were refused for that
     * @param causes decisions that it was to make and did not, by the cause
     * @param dropped requests of which only the number is known, since it was away for too long
     */
    record StoreHealth(
            boolean reachable,
            @JsonProperty("fail_open") long failOpen,
            @JsonProperty("fail_closed") long failClosed,
            Map<String, Long> causes,
            long dropped) {

        static StoreHealth of(Counts counts, boolean reachable) {
            return new StoreHealth(
                    reachable,
                    counts.of(Field.FAILED_OPEN),
                    total(counts, Source.FAIL_CLOSED),
                    counts.causes(),
                    counts.dropped());
        }
    }

    /**
     * How often nodes knew what they would else have asked Redis for.
     *
     * @param denials that were remembered: a miss is a request for which Redis was asked
     * @param profiles of users: a miss is one of whom nothing was known
     */
    record NearCaches(NearCache denials, NearCache profiles) {

        static NearCaches of(Counts counts) {
            return new NearCaches(
                    NearCache.of(total(counts, Source.DENY_CACHE), total(counts, Source.REDIS)),
                    NearCache.of(counts.of(Field.PROFILE_HITS), counts.of(Field.PROFILE_MISSES)));
        }
    }

    /** @param rate hits of both; null where there was neither */
    record NearCache(long hits, long misses, @Nullable Double rate) {

        static NearCache of(long hits, long misses) {
            return new NearCache(hits, misses, hits + misses == 0 ? null : (double) hits / (hits + misses));
        }
    }

    private static long total(Counts counts, Source source) {
        Tally tally = counts.sources().get(source.id());
        return tally == null ? 0 : tally.total();
    }
}
