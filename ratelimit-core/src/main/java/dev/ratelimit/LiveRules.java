package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.StoredRule;
import dev.ratelimit.rule.StoredRules;
import dev.ratelimit.user.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The rules in force: those of files, settings and code, each hidden by a stored one of its id. Swapped as a whole, so that
 * a request meets the rules of one moment.
 */
final class LiveRules {

    /**
     * The rules of one moment.
     *
     * @param newUser what a new user's record says of limits under them
     */
    record Snapshot(RuleSet rules, Map<String, String> newUser) {

        static Snapshot of(RuleSet rules) {
            return new Snapshot(
                    rules,
                    rules.find(Rule.DEFAULT_ID).map(Snapshot::limitFields).orElse(Map.of()));
        }

        private static Map<String, String> limitFields(Rule rule) {
            Limit limit = rule.limits().get(0);
            return Profile.limitFields(limit);
        }
    }

    private final List<Rule> fixed;
    private final List<LiveRules> followers = new CopyOnWriteArrayList<>();
    private StoredRules stored = StoredRules.NONE;
    private volatile Snapshot current;

    LiveRules(List<Rule> fixed) {
        this.fixed = List.copyOf(fixed);
        this.current = Snapshot.of(RuleSet.of(fixed));
    }

    Snapshot current() {
        return current;
    }

    /**
     * Puts stored rules into force. An empty set of a store that never knew a change is what is left when its data are lost:
     * then the rules stay as they are.
     */
    synchronized void accept(StoredRules rules) {
        if (rules.version() == 0 && stored.version() > 0) {
            throw new IllegalStateException("the rules are gone, and with them the number of their last change");
        }
        stored = rules;
        current = Snapshot.of(merged());
        followers.forEach(follower -> follower.accept(rules));
    }

    /** The same with one more rule, for as long as these are fed. */
    synchronized LiveRules with(Rule rule) {
        List<Rule> more = new ArrayList<>(fixed);
        more.add(rule);
        LiveRules other = new LiveRules(more);
        other.accept(stored);
        followers.add(other);
        return other;
    }

    private RuleSet merged() {
        Map<String, Rule> byId = new TreeMap<>();
        fixed.forEach(rule -> byId.put(rule.id(), rule));
        stored.rules().stream().map(StoredRule::rule).forEach(rule -> byId.put(rule.id(), rule));
        return RuleSet.of(List.copyOf(byId.values()));
    }
}
