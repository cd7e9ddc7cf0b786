package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.limit.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decisions of all nodes about one bucket, held against what one bucket that had seen all of them would have said. */
final class OutageLog {

    private record Entry(long millis, boolean allowed) {}

    private final Limit limit;
    private final List<Entry> entries = new ArrayList<>();

    OutageLog(Limit limit) {
        this.limit = limit;
    }

    synchronized void add(long millis, boolean allowed) {
        entries.add(new Entry(millis, allowed));
    }

    private synchronized List<Entry> sorted() {
        return entries.stream().sorted(Comparator.comparing(Entry::millis)).toList();
    }

    /** How many were admitted in the worst window of a length. */
    long mostIn(long window) {
        List<Long> admitted =
                sorted().stream().filter(Entry::allowed).map(Entry::millis).toList();
        long most = 0;
        int oldest = 0;
        for (int i = 0; i < admitted.size(); i++) {
            while (admitted.get(oldest) <= admitted.get(i) - window) {
                oldest++;
            }
            most = Math.max(most, i - oldest + 1);
        }
        return most;
    }

    /** How many were admitted that did not fit, and refused that did. */
    String wrong() {
        @Nullable Bucket bucket = null;
        long allowed = 0;
        long denied = 0;
        for (Entry entry : sorted()) {
            Step step = Step.of(bucket, limit, Action.TAKE, 1, entry.millis());
            boolean fits = step.reading().granted() > 0;
            if (entry.allowed()) {
                allowed += fits ? 0 : 1;
                bucket =
                        Step.of(bucket, limit, Action.CHARGE, 1, entry.millis()).bucket();
            } else {
                denied += fits ? 1 : 0;
            }
        }
        return allowed + " wrongly allowed, " + denied + " wrongly denied of " + sorted().size();
    }
}
