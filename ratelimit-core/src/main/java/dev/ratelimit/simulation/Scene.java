package dev.ratelimit.simulation;

import dev.ratelimit.http.MissingKey;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.RuleSet;
import java.util.Collection;
import java.util.Map;

/**
 * What traffic is replayed in.
 *
 * @param rules that decided about it
 * @param plans by name, whose overrides hold for the draft as well
 * @param missingKey what becomes of requests without a caller
 * @param names of callers, to be told by where they were seen
 */
public record Scene(RuleSet rules, Map<String, Plan> plans, MissingKey missingKey, Collection<String> names) {

    public Scene {
        plans = Map.copyOf(plans);
    }
}
