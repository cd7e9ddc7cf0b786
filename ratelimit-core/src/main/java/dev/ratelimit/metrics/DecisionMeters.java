package dev.ratelimit.metrics;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.analytics.PerRule;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** Counts decisions on the threads of requests. A meter is looked up in the registry once, and found by its rule after that. */
final class DecisionMeters implements ObjLongConsumer<Verdict> {

    /** Each rule is some series in whatever keeps them; those that come later are one. */
    static final int MOST_RULES = 1_000;

    private static final String OTHERS = "*";

    private final Meters meters;
    private final Map<String, RuleMeters> rules = new ConcurrentHashMap<>();
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();
    private final RuleMeters none;
    private final Timer duration;
    private final Counter failOpen;

    DecisionMeters(Meters meters) {
        this.meters = meters;
        this.none = new RuleMeters(meters, "none");
        this.duration = meters.timer("ratelimit.decision.duration", "How long decisions took, Redis included");
        this.failOpen = meters.counter(
                "ratelimit.fail.open", "Requests that a rule let pass uncounted since Redis did not answer");
    }

    @Override
    public void accept(Verdict verdict, long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
        List<Decision> decisions = verdict.decisions();
        if (decisions.isEmpty()) {
            none.count(verdict.source(), verdict.allowed() ? Outcome.ALLOWED : Outcome.DENIED);
            return;
        }
        for (Decision decision : decisions) {
            if (decision.cause() != null) {
                error(decision.cause()).increment();
            }
        }
        if (verdict.failsOpen()) {
            failOpen.increment();
        }
        PerRule.forEach(decisions, (worst, outcome) -> rule(worst.rule()).count(worst.source(), outcome));
    }

    private Counter error(String cause) {
        Counter known = errors.get(cause);
        return known != null ? known : errors.computeIfAbsent(cause, this::newError);
    }

    private Counter newError(String cause) {
        return meters.counter("ratelimit.store.errors", "Decisions that Redis was to make and did not", "cause", cause);
    }

    private RuleMeters rule(String id) {
        RuleMeters known = rules.get(id);
        return known != null
                ? known
                : rules.computeIfAbsent(rules.size() < MOST_RULES ? id : OTHERS, name -> new RuleMeters(meters, name));
    }
}
