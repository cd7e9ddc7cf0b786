package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
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
     * @param failOpen requests that passed since it did not answer
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
                    total(counts, Source.FAIL_OPEN),
                    total(counts, Source.FAIL_CLOSED),
                    counts.causes(),
                    counts.dropped());
        }
    }

    /**
     * What remembered denials spared the store.
     *
     * @param hits denials that nobody had to ask Redis for
     * @param misses requests for which it was asked
     * @param rate hits of both; null where there was neither
     */
    record DenyCache(long hits, long misses, @Nullable Double rate) {

        static DenyCache of(Counts counts) {
            long hits = total(counts, Source.DENY_CACHE);
            long misses = total(counts, Source.REDIS);
            return new DenyCache(hits, misses, hits + misses == 0 ? null : (double) hits / (hits + misses));
        }
    }

    private static long total(Counts counts, Source source) {
        Tally tally = counts.sources().get(source.id());
        return tally == null ? 0 : tally.total();
    }
}
