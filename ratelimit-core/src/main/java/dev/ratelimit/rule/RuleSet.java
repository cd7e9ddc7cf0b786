package dev.ratelimit.rule;

import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules of one moment, in the order in which they are asked: by priority, the lower number first, and by id within a
 * priority. Immutable; replaced as a whole. Rules that need another path, user or resource are not asked, so their
 * number costs nothing.
 */
public final class RuleSet {

    private static final Comparator<Rule> ORDER =
            Comparator.comparingInt(Rule::priority).thenComparing(Rule::id);

    private final Map<String, Rule> byId;
    private final List<Rule> ordered;
    private final List<ActiveRule> active;
    private final RuleIndex index;
    private final List<String> keyHeaders;

    private RuleSet(Map<String, Rule> byId) {
        this.byId = byId;
        this.ordered = byId.values().stream().sorted(ORDER).toList();
        this.active = ordered.stream().filter(Rule::active).map(ActiveRule::new).toList();
        this.keyHeaders = active.stream()
                .flatMap(rule -> rule.rule().key().parts().stream())
                .flatMap(part -> part instanceof KeyPart.Header header ? Stream.of(header.name()) : Stream.empty())
                .distinct()
                .toList();
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

    /** The headers that active rules count by. */
    public List<String> keyHeaders() {
        return keyHeaders;
    }

    /** The rule with an id, active or not. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Whether a bucket of a rule is one of a user: its key has the part {@code user}, and the subject the user's id in that
     * place. Of a rule that is not here it may be, where the id is any part.
     */
    public boolean owns(String user, String rule, List<String> subject) {
        Rule known = byId.get(rule);
        if (known == null) {
            return subject.contains(user);
        }
        int place = known.key().parts().indexOf(KeyPart.Fact.USER);
        return place >= 0 && place < subject.size() && subject.get(place).equals(user);
    }

    /** What becomes of each rule for a request, in order: for people, since every rule is asked. */
    public List<RuleTrace> trace(RequestFacts facts) {
        return new Tracer(facts).trace(ordered);
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
