package dev.ratelimit.analytics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often Redis did not decide, by the cause; the causes are few words. Thread-safe. */
final class Causes {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String cause) {
        counts.computeIfAbsent(cause, any -> new LongAdder()).increment();
    }

    void drainTo(Map<String, Long> all) {
        counts.forEach((cause, adder) -> {
            long count = adder.sumThenReset();
            if (count != 0) {
                all.put(Field.ofCause(cause), count);
            }
        });
    }
}
