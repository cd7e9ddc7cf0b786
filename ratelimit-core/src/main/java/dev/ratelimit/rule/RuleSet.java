package dev.ratelimit.rule;

import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of one moment, in the order in which they are asked: by priority, the lower number first, and by id within a
 * priority. Immutable; replaced as a whole. Rules that need another path or another user are not asked, so their number
 * costs nothing.
 */
public final class RuleSet {

    private static final Comparator<Rule> ORDER =
            Comparator.comparingInt(Rule::priority).thenComparing(Rule::id);

    private final Map<String, Rule> byId;
    private final List<Rule> ordered;
    private final List<ActiveRule> active;
    private final RuleIndex index;

    private RuleSet(Map<String, Rule> byId) {
        this.byId = byId;
        this.ordered = byId.values().stream().sorted(ORDER).toList();
        this.active = ordered.stream().filter(Rule::active).map(ActiveRule::new).toList();
        this.index =
                new RuleIndex(active.stream().map(rule -> rule.rule().when()).toList());
    }

    /**
     * The set of these rules, in any order.
     *
     * @throws IllegalArgumentException naming an id that two of them have
     */
    public static RuleSet of(List<Rule> rules) {
        Map<String, Rule> byId = new TreeMap<>();
        for (Rule rule : rules) {
            if (byId.putIfAbsent(rule.id(), rule) != null) {
                throw new IllegalArgumentException(
                        "two rules have the id " + rule.id() + "; accepted are distinct ids");
            }
        }
        return new RuleSet(byId);
    }

    /** All rules in the order in which they are asked, those that are disabled or off included. */
    public List<Rule> rules() {
        return ordered;
    }

    /** The rule with an id, active or not. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether a rule that takes part counts by the client's address, or has a condition on it. */
    public boolean usesAddress() {
        return active.stream().map(ActiveRule::rule).anyMatch(Rule::usesAddress);
    }

    /**
     * The rules that apply to a request, in order: active ones whose condition holds, up to the first enforced one with
     * {@code final}. A rule whose key the request lacks applies as the identification's {@link MissingKey} says: with the
     * address in place of what is missing, not at all, or as a {@linkplain Match#missingKey denial}. A check of a bare
     * user is not met by rules that ask for more than a user, whatever that setting is.
     */
    public List<Match> match(RequestFacts facts) {
        List<Match> matches = List.of();
        Positions candidates = index.candidates(facts);
        for (int i = 0; i < candidates.size(); i++) {
            ActiveRule rule = active.get(candidates.at(i));
            Match match = rule.match(facts);
            if (match == null) {
                continue;
            }
            if (matches.isEmpty()) {
                matches = new ArrayList<>(4);
            }
            matches.add(match);
            if (rule.endsSearch(match, facts)) {
                break;
            }
        }
        return matches;
    }
}
