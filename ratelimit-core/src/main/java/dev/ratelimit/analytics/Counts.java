package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted, taken apart.
 *
 * @param fields counters by {@link Field}
 */
public record Counts(Map<String, Long> fields) {

    /** All of several. */
    public static Counts of(Collection<Map<String, Long>> all) {
        Map<String, Long> sum = new HashMap<>();
        all.forEach(some -> some.forEach((field, count) -> sum.merge(field, count, Long::sum)));
        return new Counts(sum);
    }

    /** How often something had an outcome. */
    public record Tally(Map<Outcome, Long> counts) {

        /** Never. */
        public static final Tally NONE = new Tally(Map.of());

        /** How often it had this one. */
        public long of(Outcome outcome) {
            return counts.getOrDefault(outcome, 0L);
        }

        /** How often it passed. */
        public long allowed() {
            return total() - of(Outcome.DENIED);
        }

        /** How often there was any. */
        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        Tally and(Tally other) {
            Map<Outcome, Long> sum = new EnumMap<>(Outcome.class);
            sum.putAll(counts);
            other.counts.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
            return new Tally(sum);
        }
    }

    /** All requests. */
    public Tally requests() {
        return sources().values().stream().reduce(Tally.NONE, Tally::and);
    }

    /** Requests by who answered, such as {@code redis}. */
    public Map<String, Tally> sources() {
        return tallies(Field.SOURCE);
    }

    /** Requests by the rules that were asked about them. */
    public Map<String, Tally> rules() {
        return tallies(Field.RULE);
    }

    /** One of them. */
    public Tally rule(String id) {
        return rules().getOrDefault(id, Tally.NONE);
    }

    /** Requests by what they were for. */
    public Map<String, Tally> routes() {
        return tallies(Field.ROUTE);
    }

    /** Decisions that Redis was to make and did not, by the cause. */
    public Map<String, Long> causes() {
        return byWord(Field.CAUSE);
    }

    /** Events by their kinds, such as {@code denial_storm}. */
    public Map<String, Long> events() {
        return byWord(Field.EVENT);
    }

    private Map<String, Long> byWord(String prefix) {
        Map<String, Long> words = new TreeMap<>();
        fields.forEach((field, count) -> {
            if (field.startsWith(prefix)) {
                words.put(field.substring(prefix.length()), count);
            }
        });
        return words;
    }

    /** One counter. */
    public long of(String field) {
        return fields.getOrDefault(field, 0L);
    }

    /** Requests of which nothing else is known, since the store was away for too long. */
    public long dropped() {
        return of(Field.DROPPED);
    }

    /**
     * The time within which a share of the decisions was made, in nanoseconds, at most a sixteenth too long; 0 when there
     * was none.
     *
     * @param share such as 0.99
     */
    public long latencyNanos(double share) {
        long[] steps = new long[LatencyScale.STEPS];
        long all = 0;
        for (int step = 0; step < steps.length; step++) {
            steps[step] = fields.getOrDefault(Field.ofLatency(step), 0L);
            all += steps[step];
        }
        long within = (long) Math.ceil(all * share);
        for (int step = 0; step < steps.length && all > 0; step++) {
            within -= steps[step];
            if (within <= 0) {
                return LatencyScale.endNanos(step);
            }
        }
        return 0;
    }

    private Map<String, Tally> tallies(String kind) {
        Map<String, Map<Outcome, Long>> all = new TreeMap<>();
        fields.forEach((field, count) -> {
            int end = field.lastIndexOf(':');
            Outcome outcome =
                    field.startsWith(kind) && end >= kind.length() ? Outcome.find(field.substring(end)) : null;
            if (outcome != null && count != 0) {
                all.computeIfAbsent(field.substring(kind.length(), end), any -> new EnumMap<>(Outcome.class))
                        .put(outcome, count);
            }
        });
        Map<String, Tally> tallies = new TreeMap<>();
        all.forEach((name, counts) -> tallies.put(name, new Tally(counts)));
        return tallies;
    }
}
