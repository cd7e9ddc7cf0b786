package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Outcomes by name, of a number of names at most; others are counted together as {@code *}. Where half of the places are taken
 * those are given up by whom nothing came since the last time. Thread-safe.
 */
final class Named {

    static final String OTHERS = "*";

    private static final int WATCHED = 10;

    private final int most;
    private final BiFunction<String, Outcome, String> field;
    private final Map<String, Outcomes> all = new ConcurrentHashMap<>();
    // A thread may be about to count with what has just been given up, and may stand still before it does.
    private final Deque<Map<String, Outcomes>> givenUp = new ArrayDeque<>();

    /** @param field what a counter is called */
    Named(int most, BiFunction<String, Outcome, String> field) {
        this.most = most;
        this.field = field;
    }

    Outcomes of(String name) {
        Outcomes known = all.get(name);
        return known != null ? known : all.computeIfAbsent(all.size() < most ? name : OTHERS, any -> new Outcomes());
    }

    /** Takes what was counted. For one thread at a time. */
    void drainTo(Map<String, Long> counts) {
        givenUp.forEach(some -> some.forEach((name, outcomes) -> drain(name, outcomes, counts)));
        Map<String, Outcomes> idle = new HashMap<>();
        boolean crowded = all.size() > most / 2;
        all.forEach((name, outcomes) -> {
            if (!drain(name, outcomes, counts) && crowded) {
                all.remove(name);
                idle.put(name, outcomes);
            }
        });
        givenUp.addLast(idle);
        if (givenUp.size() > WATCHED) {
            givenUp.removeFirst();
        }
    }

    private boolean drain(String name, Outcomes outcomes, Map<String, Long> counts) {
        return outcomes.drainTo(counts, outcome -> field.apply(name, outcome));
    }
}
