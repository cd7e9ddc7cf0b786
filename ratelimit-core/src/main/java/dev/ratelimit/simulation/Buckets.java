package dev.ratelimit.simulation;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Visit;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The buckets of one rule while traffic is replayed; as good as new before. For one thread. */
final class Buckets {

    private final Map<Id, Bucket> all = new HashMap<>();

    private record Id(List<String> subject, Algorithm algorithm, String name) {}

    /**
     * Takes from all limits of a subject, each time from all of them or from none.
     *
     * @param cost of one time
     * @param times how often it is asked for
     * @param charged whether it is taken where it fits; else each time is asked as if it were the only one
     * @return how often it fits
     */
    long take(List<String> subject, List<Limit> limits, long cost, long times, boolean charged, long now) {
        Visit[] visits = new Visit[limits.size()];
        Id[] ids = new Id[visits.length];
        Action action = Action.take(charged ? times : 1);
        long fits = action.times();
        for (int i = 0; i < visits.length; i++) {
            Limit limit = Rule.bucketLimit(limits.get(i), limits);
            ids[i] = new Id(subject, limit.algorithm(), limit.name());
            visits[i] = Visit.of(all.get(ids[i]), limit, now);
            fits = Math.min(fits, visits[i].fits(action, cost));
        }
        if (!charged) {
            return fits * times;
        }
        for (int i = 0; i < visits.length && fits > 0; i++) {
            all.put(ids[i], visits[i].apply(action, cost, fits, fits).bucket());
        }
        return fits;
    }
}
