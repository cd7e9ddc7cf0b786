package dev.ratelimit;

import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.event.EventCounts;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.metrics.Measured;
import dev.ratelimit.node.Nodes;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.simulation.Scene;
import dev.ratelimit.simulation.Simulation;
import dev.ratelimit.simulation.Simulator;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.TrafficLog;
import java.util.Collection;
import java.util.Optional;

/** What is seen of a limiter's decisions. Thread-safe, and of use until the limiter is closed. */
public final class Observations {

    private final State.Watching watching;
    private final LiveRules rules;
    private final MissingKey missingKey;

    Observations(State.Watching watching, LiveRules rules, MissingKey missingKey) {
        this.watching = watching;
        this.rules = rules;
        this.missingKey = missingKey;
    }

    /** What was counted of all decisions: on Redis those of every node, else those of this JVM. Empty where nothing is. */
    public Optional<Analytics> analytics() {
        return Optional.ofNullable(watching.counting()).map(State.Counting::store);
    }

    /** What there is to measure, for {@code RateLimitMetrics} or any other library of metrics. */
    public Measured measured() {
        return watching.vitals();
    }

    /** How many events there were on this node: what docs/events.md tells of. */
    public EventCounts events() {
        return watching.events().counts();
    }

    /** Who shares the store: every limiter on it, or this one alone. */
    public Nodes nodes() {
        return watching.company().nodes();
    }

    /** What was seen of recent traffic: on Redis that of every node, else of this JVM. Empty where nothing is counted. */
    public Optional<TrafficLog> traffic() {
        return Optional.ofNullable(watching.sampling()).map(State.Sampling::log);
    }

    /**
     * What a draft of a rule would have done to recorded traffic, beside the rules in force. Takes some seconds for half a
     * million requests.
     *
     * @param names of callers, by which they are told where they were seen
     * @throws IllegalArgumentException when it asks for what traffic is not recorded with
     */
    public Simulation simulate(Rule draft, Traffic traffic, Collection<String> names) {
        Scene scene = new Scene(rules.current().rules(), rules.current().plans(), missingKey, names);
        return Simulator.replay(draft, traffic, scene);
    }
}
