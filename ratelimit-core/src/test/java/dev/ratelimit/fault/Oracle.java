package dev.ratelimit.fault;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What one bucket for each user, that no fault ever befalls, would have decided: asked the same by one thread in the order of
 * the answers. Compared for each user and window by the units allowed, as requests of one instant may change places.
 */
final class Oracle {

    private final Limit limit;
    private final long startMillis;

    /** @param startMillis when the load began, by the clock by which windows are aligned */
    Oracle(Limit limit, long startMillis) {
        this.limit = limit;
        this.startMillis = startMillis;
    }

    /**
     * What was decided wrongly.
     *
     * @param allowed units that should have been denied
     * @param denied units that should have been allowed
     * @param mostAllowed the most wrongly allowed for one user in one window
     * @param mostDenied the most wrongly denied for one user in one window
     */
    record Wrong(long allowed, long denied, long mostAllowed, long mostDenied) {}

    Wrong judge(Trace trace) {
        Map<String, List<Sample>> byUser = trace.samples().stream()
                .collect(Collectors.groupingBy(Sample::user, TreeMap::new, Collectors.toList()));
        long[] sums = new long[4];
        byUser.values()
                .forEach(samples -> surplus(samples).values().forEach(surplus -> {
                    sums[0] += Math.max(0, surplus);
                    sums[1] += Math.max(0, -surplus);
                    sums[2] = Math.max(sums[2], surplus);
                    sums[3] = Math.max(sums[3], -surplus);
                }));
        return new Wrong(sums[0], sums[1], sums[2], sums[3]);
    }

    /** For each window how many units more were allowed than should have been; fewer where negative. */
    private Map<Long, Long> surplus(List<Sample> samples) {
        Map<Long, Long> surplus = new HashMap<>();
        Bucket bucket = null;
        for (Sample sample : samples) {
            long now = startMillis + TimeUnit.NANOSECONDS.toMillis(sample.endNanos());
            Step step = Step.of(bucket, limit, Action.TAKE, sample.cost(), now);
            bucket = step.bucket();
            long difference =
                    (sample.allowed() ? sample.cost() : 0) - (step.reading().granted() > 0 ? sample.cost() : 0);
            surplus.merge(now / limit.fillMillis(), difference, Long::sum);
        }
        return surplus;
    }
}
