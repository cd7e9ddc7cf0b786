package dev.ratelimit.rule;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Looks for rules that are hardly meant as they are written. Finds only what is certain; what it does not find may be wrong too. */
public final class RuleLint {

    private static final String BUT_OF_PATHS = ", save by a path that can be read in two ways";

    /** Ids that nobody mistyped come in numbers, and each is compared with all rules. */
    private static final int MOST_HINTS = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final Finals finals = new Finals();
    private final RuleSet rules;
    private final List<String> ids;
    private int unknown;

    private RuleLint(RuleSet rules) {
        this.rules = rules;
        this.ids = rules.rules().stream().map(Rule::id).toList();
    }

    /**
     * What is odd about these rules, in the order in which they are asked, and about these plans. Rules that take no part are
     * not looked at.
     */
    public static List<Finding> findings(RuleSet rules, Collection<Plan> plans) {
        RuleLint lint = new RuleLint(rules);
        rules.rules().stream().filter(Rule::active).forEach(lint::look);
        plans.stream().sorted(Comparator.comparing(Plan::name)).forEach(lint::look);
        return List.copyOf(lint.findings);
    }

    private void look(Rule rule) {
        lookAtCondition(rule);
        finals.before(rule)
                .ifPresent(earlier -> add(
                        rule.id(),
                        Kind.SHADOWED,
                        "no request reaches it" + (Leaves.ofPath(earlier.when()) ? BUT_OF_PATHS : "") + ": rule "
                                + earlier.id() + ", which is final, comes before it and applies wherever it does"));
        finals.add(rule);
        SharedBuckets.of(rule)
                .ifPresent(what -> add(
                        rule.id(),
                        Kind.SHARED,
                        "counts all callers together whose requests have the same " + what
                                + "; add user or ip to its key, or count by global if that is meant"));
        lookAtCost(rule, rule.limits(), "");
    }

    private void lookAtCondition(Rule rule) {
        if (Implication.neverHolds(rule.when(), true)) {
            boolean surely = Implication.neverHolds(rule.when(), false);
            add(rule.id(), Kind.NEVER_MATCHES, "no request can meet its condition" + (surely ? "" : BUT_OF_PATHS));
        }
    }

    private void look(Plan plan) {
        new TreeMap<>(plan.overrides().byRule()).forEach((id, entry) -> {
            Rule rule = rules.find(id).orElse(null);
            if (rule == null) {
                add(
                        id,
                        Kind.UNKNOWN,
                        "there is no such rule here, but plan " + plan.name() + " has limits for it"
                                + (unknown++ < MOST_HINTS ? Nearest.hint(id, ids) : ""));
            } else if (rule.active()) {
                String end = entry.until() == null ? "" : " until " + entry.until();
                lookAtCost(rule, entry.limits(), " in plan " + plan.name() + end);
            }
        });
    }

    private void lookAtCost(Rule rule, List<Limit> limits, String where) {
        if (rule.countWhen() != null && !rule.countWhen().reserve()) {
            return; // Passes while anything is left, whatever it costs.
        }
        boolean enforced = rule.mode() == Mode.ENFORCE && rule.enforcePercent() == Rule.ALL;
        for (Limit limit : limits) {
            if (limit.capacity() < rule.cost()) {
                add(
                        rule.id(),
                        Kind.COST,
                        (enforced ? "refuses" : "would refuse") + " every request" + where + ": its cost " + rule.cost()
                                + " is more than its limit " + limit.capacity());
            }
        }
    }

    private void add(String rule, Kind kind, String message) {
        findings.add(new Finding(rule, kind, message));
    }
}
