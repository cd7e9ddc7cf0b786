package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.rule.StoredSet;
import dev.ratelimit.user.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules and plans in force: those of annotations, hidden by those of code with the same ids, these by those of a file
 * or settings, and these by stored ones. Swapped as a whole, so that a request meets the rules of one moment. What
 * annotations say on other nodes is known beside them, hidden by all of these, and decides nothing.
 */
final class LiveRules {

    /**
     * The rules and plans of one moment.
     *
     * @param listed the rules, and those that are in force on other nodes only
     * @param plans by name
     * @param newUser what a new user's record says of limits under them
     */
    record Snapshot(RuleSet rules, RuleSet listed, Map<String, Plan> plans, Map<String, String> newUser) {

        static Snapshot of(RulesFile all, RulesFile elsewhere) {
            RuleSet rules = RuleSet.of(all.rules());
            RuleSet listed = elsewhere.rules().isEmpty()
                    ? rules
                    : RuleSet.of(elsewhere.hiddenBy(all).rules());
            return new Snapshot(
                    rules,
                    listed,
                    all.plans().stream().collect(Collectors.toUnmodifiableMap(Plan::name, plan -> plan)),
                    rules.find(Rule.DEFAULT_ID).map(Snapshot::limitFields).orElse(Map.of()));
        }

        private static Map<String, String> limitFields(Rule rule) {
            Limit limit = rule.limits().get(0);
            return Profile.limitFields(limit);
        }
    }

    private final RulesFile code;
    private RulesFile file;
    private final List<LiveRules> followers = new CopyOnWriteArrayList<>();
    private Map<Object, ResourceRules> annotated = Map.of();
    private RulesFile elsewhere = RulesFile.EMPTY;
    private StoredSet<Rule> storedRules = StoredSet.empty();
    private StoredSet<Plan> storedPlans = StoredSet.empty();
    private final LintLog lint;
    private volatile Runnable listener = () -> {};
    private volatile Runnable announcer = () -> {};
    private volatile Snapshot current;

    /**
     * @param code what stays, hidden by that of the file
     * @param file what was read, by settings as well
     */
    LiveRules(RulesFile code, RulesFile file) {
        this(code, file, Set.of());
    }

    private LiveRules(RulesFile code, RulesFile file, Set<Finding> told) {
        this.code = code;
        this.file = file;
        this.lint = new LintLog(told);
        this.current = merged();
        lint.look(current.rules(), ownPlans());
    }

    /** Has something run after each change. */
    void whenChanged(Runnable listener) {
        this.listener = listener;
    }

    /** Has something run after each change of what annotations say here. */
    void whenAnnotated(Runnable announcer) {
        this.announcer = announcer;
    }

    Snapshot current() {
        return current;
    }

    /** The number of the last change of stored rules that is known here; 0 where there never was one. */
    synchronized long version() {
        return storedRules.version();
    }

    /** Whether a bucket is one of a user, as far as the rules in force tell, here or elsewhere. */
    boolean owns(String user, String rule, List<String> subject) {
        return current.listed().owns(user, rule, subject);
    }

    /** Puts stored rules into force. */
    synchronized void acceptRules(StoredSet<Rule> rules) {
        storedRules = rules;
        swap();
        followers.forEach(follower -> follower.acceptRules(rules));
    }

    /** Puts stored plans into force. */
    synchronized void acceptPlans(StoredSet<Plan> plans) {
        storedPlans = plans;
        swap();
        followers.forEach(follower -> follower.acceptPlans(plans));
    }

    /** Puts the file as it is now into force. */
    synchronized void replaceFile(RulesFile read) {
        file = read;
        swap();
        followers.forEach(follower -> follower.replaceFile(read));
    }

    /**
     * Puts annotated limits into force.
     *
     * @param application whose they are; what it said before is replaced
     * @throws IllegalArgumentException when another application says something else under one id; nothing is changed then
     */
    synchronized void annotate(Object application, ResourceRules rules) {
        Map<Object, ResourceRules> all = new LinkedHashMap<>(annotated);
        all.put(application, rules);
        all.values().removeIf(said -> said.resources().isEmpty());
        together(all.values());
        annotated = all;
        swap();
        followers.forEach(follower -> follower.annotate(application, rules));
        announcer.run();
    }

    /** What annotations say here, tied to their resources. */
    synchronized List<Rule> annotated() {
        ResourceRules all = followers.stream().map(LiveRules::annotations).reduce(annotations(), ResourceRules::and);
        return all.tie(all.file()).rules();
    }

    /** Lists what annotations say, here or elsewhere; of two with one id that of this JVM. */
    synchronized void acceptAnnotated(List<Rule> rules) {
        elsewhere = new RulesFile(rules, List.of());
        // Nothing is decided in another way than before.
        current = merged();
        followers.forEach(follower -> follower.acceptAnnotated(rules));
    }

    /** The same with one more rule, for as long as these are fed. */
    synchronized LiveRules with(Rule rule) {
        List<Rule> more = new ArrayList<>(code.rules());
        more.add(rule);
        LiveRules other = new LiveRules(new RulesFile(more, code.plans()), file, lint.told());
        other.acceptRules(storedRules);
        other.acceptPlans(storedPlans);
        annotated.forEach(other::annotate);
        other.acceptAnnotated(elsewhere.rules());
        other.whenAnnotated(announcer);
        followers.add(other);
        return other;
    }

    /** Stored plans may be meant for rules that only another application has. */
    private List<Plan> ownPlans() {
        return Stream.concat(code.plans().stream(), file.plans().stream()).toList();
    }

    private void swap() {
        current = merged();
        listener.run();
        lint.lookLater(current.rules(), ownPlans());
    }

    /** All but what is stored. */
    synchronized RulesFile unstored() {
        return elsewhere.hiddenBy(annotations().tie(merged(RulesFile.EMPTY)));
    }

    private Snapshot merged() {
        RulesFile stored = new RulesFile(storedRules.values(), storedPlans.values());
        return Snapshot.of(annotations().tie(merged(stored)), elsewhere);
    }

    private RulesFile merged(RulesFile stored) {
        return annotations().file().hiddenBy(code).hiddenBy(file).hiddenBy(stored);
    }

    private synchronized ResourceRules annotations() {
        return together(annotated.values());
    }

    private static ResourceRules together(Collection<ResourceRules> said) {
        return said.stream().reduce(ResourceRules.NONE, ResourceRules::and);
    }
}
