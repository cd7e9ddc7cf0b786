package dev.ratelimit.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What annotations say: limits of their own, and which resource methods each rule is for, wherever the rule comes from. A
 * rule named here applies to these resources only. Immutable.
 *
 * @param rules with the origin {@code ANNOTATION}; a rule of the same id from anywhere else hides one
 * @param resources the ids of resource methods by the id of a rule, which need not be among the rules
 */
public record ResourceRules(List<Rule> rules, Map<String, ? extends Collection<String>> resources) {

    /** None. */
    public static final ResourceRules NONE = new ResourceRules(List.of(), Map.of());

    /** Keeps a copy. */
    public ResourceRules {
        rules = List.copyOf(rules);
        resources = Map.copyOf(resources);
    }

    /**
     * These and others, of another application that shares a limiter.
     *
     * @throws IllegalArgumentException naming an id under which both say different limits
     */
    public ResourceRules and(ResourceRules other) {
        for (Rule rule : rules) {
            for (Rule theirs : other.rules) {
                if (rule.id().equals(theirs.id()) && !rule.equals(theirs)) {
                    throw new IllegalArgumentException("two applications say different limits under the id " + rule.id()
                            + "; accepted are distinct names");
                }
            }
        }
        Map<String, Collection<String>> all = new TreeMap<>();
        resources.forEach(
                (rule, ids) -> all.computeIfAbsent(rule, any -> new TreeSet<>()).addAll(ids));
        other.resources.forEach(
                (rule, ids) -> all.computeIfAbsent(rule, any -> new TreeSet<>()).addAll(ids));
        return new ResourceRules(file().hiddenBy(other.file()).rules(), all);
    }

    /** The rules of their own, without plans. */
    public RulesFile file() {
        return new RulesFile(rules, List.of());
    }

    /**
     * Ties each rule to its resources, those included that hide an annotation: an operator who writes another limit under
     * the id means the same requests. One whose condition names resources itself stays as it is.
     */
    public RulesFile tie(RulesFile effective) {
        if (resources.isEmpty()) {
            return effective;
        }
        List<Rule> tied = new ArrayList<>(effective.rules().size());
        effective.rules().forEach(rule -> tied.add(tie(rule)));
        return new RulesFile(tied, effective.plans());
    }

    private Rule tie(Rule rule) {
        Collection<String> ids = resources.get(rule.id());
        if (ids == null || Leaves.needs(rule.when(), ResourceIs.class::isInstance)) {
            return rule;
        }
        Condition here = Condition.resource(ids.toArray(String[]::new));
        return rule.withCondition(rule.when() instanceof Always ? here : Condition.all(here, rule.when()));
    }
}
