package dev.ratelimit;

import dev.ratelimit.http.Allowance;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Standing;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What buckets hold: nothing is charged, no user is made, no listener hears of it. */
final class Looks {

    private final Decider decider;
    private final LiveRules rules;
    private final Users users;
    private final InstantSource clock;

    Looks(Decider decider, LiveRules rules, Users users, InstantSource clock) {
        this.decider = decider;
        this.rules = rules;
        this.users = users;
        this.clock = clock;
    }

    /** A rule by itself, as {@link RateLimiter#check(String, String, long)} has it. */
    Match match(String id, String subject) {
        RuleSet current = rules.current().rules();
        Rule rule = current.find(id)
                .filter(Rule::active)
                .orElseThrow(() -> new IllegalArgumentException("there is no active rule \"" + id + "\"; the rules are "
                        + current.rules().stream().map(Rule::id).toList()));
        if (rule.key().parts().size() > 1) {
            throw new IllegalArgumentException(
                    "rule \"" + id + "\" counts by " + rule.key().parts() + ", which one subject cannot tell");
        }
        if (subject.isBlank()) {
            throw new IllegalArgumentException("the subject is blank");
        }
        return new Match(rule, List.of(subject), rule.key().byUser() ? subject : null);
    }

    Verdict of(Match match) {
        return decider.look(match, profile(match.user()));
    }

    /** Under the rules that count by nothing but the user, whatever their conditions. */
    List<Allowance> of(String user, Profile profile) {
        return rules.current().rules().rules().stream()
                .filter(Rule::countsUsers)
                .flatMap(rule -> allowances(new Match(rule, List.of(user), user), profile))
                .toList();
    }

    /** Under the rules that apply to a request. */
    Standing of(RequestFacts facts) {
        String user = facts.user();
        Profile profile = profile(user);
        facts.correctPlan(profile.plan(clock.millis()));
        List<Allowance> limits = rules.current().rules().match(facts).stream()
                .flatMap(match -> allowances(match, profile))
                .toList();
        return new Standing(user, decider.list(facts), limits);
    }

    private Stream<Allowance> allowances(Match match, Profile profile) {
        Verdict verdict = decider.look(match, profile);
        return verdict.decisions().stream()
                .map(decision -> Allowance.of(decision, match.rule().cost(), verdict.nowMillis()));
    }

    private Profile profile(@Nullable String user) {
        return user == null ? Profile.PLAIN : users.find(user).orElse(Profile.PLAIN);
    }
}
