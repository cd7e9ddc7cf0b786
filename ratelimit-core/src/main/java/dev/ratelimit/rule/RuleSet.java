package dev.ratelimit.rule;

import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one moment, in the order in which they are asked: by priority, the lower number first, and by id within a
 * priority. Immutable; replaced as a whole. A rule that does not match costs no allocation.
 */
public final class RuleSet {

    private static final Comparator<Rule> ORDER =
            Comparator.comparingInt(Rule::priority).thenComparing(Rule::id);

    private final Map<String, Rule> byId;
    private final List<Rule> ordered;
    private final Rule[] active;

    private RuleSet(Map<String, Rule> byId) {
        this.byId = byId;
        this.ordered = byId.values().stream().sorted(ORDER).toList();
        this.active = ordered.stream().filter(Rule::active).toArray(Rule[]::new);
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

    /**
     * The rules that apply to a request, in order: active ones whose condition holds, up to the first enforced one with
     * {@code final}. A rule whose key the request lacks applies as the identification's {@link MissingKey} says: with the
     * address in place of what is missing, not at all, or as a {@linkplain Match#missingKey denial}. A check of a bare
     * user is not met by rules that ask for more than a user, whatever that setting is.
     */
    public List<Match> match(RequestFacts facts) {
        List<Match> matches = List.of();
        for (Rule rule : active) {
            Match match = rule.when().holds(facts) ? match(rule, facts) : null;
            if (match == null) {
                continue;
            }
            if (matches.isEmpty()) {
                matches = new ArrayList<>(4);
            }
            matches.add(match);
            if (endsSearch(rule, facts)) {
                break;
            }
        }
        return matches;
    }

    /** A path that can be read in two ways must not end the search by one of them: the other may be what is served. */
    private static boolean endsSearch(Rule rule, RequestFacts facts) {
        return rule.lastOnMatch() && rule.mode() == Mode.ENFORCE && !rule.when().fails(facts);
    }

    private static @Nullable Match match(Rule rule, RequestFacts facts) {
        List<String> subject = rule.key().subject(facts);
        if (subject == null) {
            subject = withoutKey(rule.key(), facts);
        }
        return subject == null ? null : new Match(rule, subject, rule.key().byUser() ? facts.user() : null);
    }

    private static @Nullable List<String> withoutKey(Key key, RequestFacts facts) {
        boolean bareUser = facts.method() == null;
        if (bareUser || facts.missingKey() == MissingKey.ALLOW) {
            return null;
        }
        return facts.missingKey() == MissingKey.DENY ? List.of() : key.subject(facts, address(facts));
    }

    /** Requests whose address nobody knows are counted together: better one bucket than none. */
    private static String address(RequestFacts facts) {
        return "ip:" + Objects.requireNonNullElse(facts.ipSubject(), "unknown");
    }
}
