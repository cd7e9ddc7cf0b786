package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.StoredRule;
import dev.ratelimit.rule.StoredRules;
import dev.ratelimit.user.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force: those of code, hidden by those of a file or settings with the same ids, and these by stored ones.
 * Swapped as a whole, so that a request meets the rules of one moment.
 */
final class LiveRules {

    /**
     * The rules of one moment.
     *
     * @param byAddress whether any of them counts by the client's address
     * @param newUser what a new user's record says of limits under them
     */
    record Snapshot(RuleSet rules, boolean byAddress, Map<String, String> newUser) {

        static Snapshot of(RuleSet rules) {
            return new Snapshot(
                    rules,
                    rules.rules().stream().anyMatch(rule -> rule.key().parts().contains(KeyPart.Fact.IP)),
                    rules.find(Rule.DEFAULT_ID).map(Snapshot::limitFields).orElse(Map.of()));
        }

        private static Map<String, String> limitFields(Rule rule) {
            Limit limit = rule.limits().get(0);
            return Profile.limitFields(limit);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

    private final List<Rule> code;
    private List<Rule> file;
    private final List<LiveRules> followers = new CopyOnWriteArrayList<>();
    private StoredRules stored = StoredRules.NONE;
    private Set<Finding> told;
    private volatile Snapshot current;

    /**
     * @param code rules that stay, hidden by those of the file
     * @param file rules that were read, by settings as well
     */
    LiveRules(List<Rule> code, List<Rule> file) {
        this(code, file, Set.of());
    }

    private LiveRules(List<Rule> code, List<Rule> file, Set<Finding> told) {
        this.code = List.copyOf(code);
        this.file = List.copyOf(file);
        this.told = told;
        this.current = Snapshot.of(merged(this.code, this.file, StoredRules.NONE));
        tell();
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
        swap();
        followers.forEach(follower -> follower.accept(rules));
    }

    /** Puts other rules of the file into force. */
    synchronized void replaceFile(List<Rule> rules) {
        file = List.copyOf(rules);
        swap();
        followers.forEach(follower -> follower.replaceFile(rules));
    }

    /** The same with one more rule, for as long as these are fed. */
    synchronized LiveRules with(Rule rule) {
        List<Rule> more = new ArrayList<>(code);
        more.add(rule);
        LiveRules other = new LiveRules(more, file, told);
        other.accept(stored);
        followers.add(other);
        return other;
    }

    /** Each finding once, for as long as it is one. */
    private void tell() {
        Set<Finding> found = Set.copyOf(RuleLint.findings(current.rules()));
        found.stream().filter(finding -> !told.contains(finding)).forEach(finding -> LOG.warn("{}", finding));
        told = found;
    }

    private void swap() {
        current = Snapshot.of(merged(code, file, stored));
        tell();
    }

    private static RuleSet merged(List<Rule> code, List<Rule> file, StoredRules stored) {
        Map<String, Rule> byId = new TreeMap<>();
        code.forEach(rule -> byId.put(rule.id(), rule));
        file.forEach(rule -> byId.put(rule.id(), rule));
        stored.rules().stream().map(StoredRule::rule).forEach(rule -> byId.put(rule.id(), rule));
        return RuleSet.of(List.copyOf(byId.values()));
    }
}
