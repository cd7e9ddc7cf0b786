package dev.ratelimit.metrics;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The counters of one rule, each made when it first counts. Thread-safe. */
final class RuleMeters {

    private final Meters meters;
    private final String rule;
    private final Map<Outcome, Map<Source, Counter>> decisions = new EnumMap<>(Outcome.class);
    private volatile @Nullable Counter near;

    RuleMeters(Meters meters, String rule) {
        this.meters = meters;
        this.rule = rule;
        for (Outcome outcome : Outcome.values()) {
            decisions.put(outcome, new ConcurrentHashMap<>());
        }
    }

    void count(Source source, Outcome outcome) {
        if (outcome == Outcome.NEAR) {
            near().increment();
            counter(source, Outcome.ALLOWED).increment();
        } else {
            counter(source, outcome).increment();
        }
    }

    private Counter near() {
        Counter known = near;
        if (known == null) {
            // A registry gives those who come at once the same one.
            known = meters.counter(
                    "ratelimit.near.limit",
                    "Decisions that allowed with four fifths of the limit or more used",
                    "rule",
                    rule);
            near = known;
        }
        return known;
    }

    private Counter counter(Source source, Outcome outcome) {
        Map<Source, Counter> counters = Objects.requireNonNull(decisions.get(outcome));
        Counter known = counters.get(source);
        return known != null ? known : counters.computeIfAbsent(source, first -> newCounter(first, outcome));
    }

    private Counter newCounter(Source source, Outcome outcome) {
        return meters.counter(
                "ratelimit.decisions",
                "Decisions by rule, by who answered and by what was said",
                "rule",
                rule,
                "source",
                source.id(),
                "outcome",
                outcome.name().toLowerCase(Locale.ROOT));
    }
}
