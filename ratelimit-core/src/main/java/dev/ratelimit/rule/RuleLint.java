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

    private static final Key BY_PATH = Key.of("path");

    private RuleLint() {}

    /**
     * What is odd about these rules, in the order in which they are asked, and about these plans. Rules that take no part are
     * not looked at.
     */
    public static List<Finding> findings(RuleSet rules, Collection<Plan> plans) {
        List<Finding> findings = new ArrayList<>();
        List<Rule> finals = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            if (rule.active()) {
                look(rule, finals, findings);
                if (endsSearch(rule)) {
                    finals.add(rule);
                }
            }
        }
        plans.stream().sorted(Comparator.comparing(Plan::name)).forEach(plan -> look(plan, rules, findings));
        return List.copyOf(findings);
    }

    private static void look(Plan plan, RuleSet rules, List<Finding> findings) {
        new TreeMap<>(plan.overrides().byRule()).forEach((id, entry) -> {
            Rule rule = rules.find(id).orElse(null);
            if (rule == null) {
                List<String> ids = rules.rules().stream().map(Rule::id).toList();
                findings.add(new Finding(
                        id,
                        Kind.UNKNOWN,
                        "there is no such rule, but plan " + plan.name() + " has limits for it"
                                + Nearest.hint(id, ids)));
            } else if (rule.active()) {
                lookAtCost(rule, entry.limits(), " in plan " + plan.name(), findings);
            }
        });
    }

    private static void look(Rule rule, List<Rule> finals, List<Finding> findings) {
        if (Implication.neverHolds(rule.when())) {
            findings.add(new Finding(rule.id(), Kind.NEVER_MATCHES, "no request can meet its condition"));
        }
        finals.stream()
                .filter(earlier -> Implication.implies(rule.when(), earlier.when()))
                .findFirst()
                .ifPresent(earlier -> findings.add(new Finding(
                        rule.id(),
                        Kind.SHADOWED,
                        "never asked, since rule " + earlier.id()
                                + " comes before it, matches wherever it does and is final")));
        if (rule.key().equals(BY_PATH)) {
            findings.add(
                    new Finding(
                            rule.id(),
                            Kind.SHARED,
                            "counts all callers of a path together; add user or ip to its key, or count by global if that is meant"));
        }
        lookAtCost(rule, rule.limits(), "", findings);
    }

    private static void lookAtCost(Rule rule, List<Limit> limits, String where, List<Finding> findings) {
        for (Limit limit : limits) {
            if (limit.capacity() < rule.cost()) {
                findings.add(new Finding(
                        rule.id(),
                        Kind.COST,
                        "refuses every request" + where + ": its cost " + rule.cost() + " is more than its limit "
                                + limit.capacity()));
            }
        }
    }

    private static boolean endsSearch(Rule rule) {
        return rule.lastOnMatch() && rule.mode() == Mode.ENFORCE && rule.enforcePercent() == Rule.ALL;
    }
}
