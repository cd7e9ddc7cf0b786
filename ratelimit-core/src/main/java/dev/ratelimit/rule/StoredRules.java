package dev.ratelimit.rule;

import java.util.List;
import java.util.Optional;

/**
 * The rules of a {@link RuleRepository} at one moment, by id.
 *
 * @param version the number of the last change; 0 where there never was one
 */
public record StoredRules(List<StoredRule> rules, long version) {

    /** None. */
    public static final StoredRules NONE = new StoredRules(List.of(), 0);

    public StoredRules {
        rules = List.copyOf(rules);
    }

    /** The rule with an id. */
    public Optional<StoredRule> find(String id) {
        return rules.stream().filter(stored -> stored.rule().id().equals(id)).findFirst();
    }
}
