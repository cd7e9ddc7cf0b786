package dev.ratelimit.analytics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** How often something was, by a word; the words are few. Thread-safe. */
final class Occurrences {

    private final UnaryOperator<String> field;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param field what the counter of a word is called */
    Occurrences(UnaryOperator<String> field) {
        this.field = field;
    }

    void add(String word) {
        counts.computeIfAbsent(word, any -> new LongAdder()).increment();
    }

    void drainTo(Map<String, Long> all) {
        counts.forEach((word, adder) -> {
            long count = adder.sumThenReset();
            if (count != 0) {
                all.put(field.apply(word), count);
            }
        });
    }
}
