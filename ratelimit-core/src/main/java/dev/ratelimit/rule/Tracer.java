package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks every rule of a set about a request, one by one, for people. */
final class Tracer {

    private final RequestFacts facts;
    private @Nullable Rule last;

    Tracer(RequestFacts facts) {
        this.facts = facts;
    }

    List<RuleTrace> trace(List<Rule> ordered) {
        List<RuleTrace> traces = new ArrayList<>(ordered.size());
        ordered.forEach(rule -> traces.add(trace(rule)));
        return traces;
    }

    private RuleTrace trace(Rule rule) {
        if (!rule.active()) {
            return RuleTrace.passedOver(rule, rule.enabled() ? "its mode is off" : "it is disabled");
        }
        if (last != null) {
            return RuleTrace.passedOver(rule, "rule " + last.id() + " comes before it, applies and is final");
        }
        if (!rule.when().holds(facts)) {
            return RuleTrace.of(rule, Unmet.of(rule.when(), facts));
        }
        ActiveRule active = new ActiveRule(rule);
        Match match = active.match(facts);
        KeyPart missing = missing(rule);
        if (match == null) {
            return RuleTrace.passedOver(rule, "the request has no " + word(missing) + ", by which the rule counts");
        }
        if (active.endsSearch(match, facts)) {
            last = rule;
        }
        RuleTrace trace = RuleTrace.of(match);
        return missing == null || match.missingKey()
                ? trace
                : trace.and("the request has no " + missing.word() + " and is counted " + instead(missing));
    }

    private @Nullable KeyPart missing(Rule rule) {
        return rule.key().parts().stream()
                .filter(part -> part.of(facts) == null)
                .findFirst()
                .orElse(null);
    }

    private static String instead(KeyPart missing) {
        return missing == KeyPart.Fact.IP ? "with all others that have none" : "by its address instead";
    }

    private static String word(@Nullable KeyPart part) {
        return part == null ? "value" : part.word();
    }
}
