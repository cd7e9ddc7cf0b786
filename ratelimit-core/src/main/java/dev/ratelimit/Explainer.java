package dev.ratelimit;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Profiles;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Says why a check was answered as it was, by what this node knows right after it. */
final class Explainer {

    private static final long UNKNOWN = -1;

    private final State state;
    private final LiveRules rules;
    private final InstantSource clock;

    Explainer(State state, LiveRules rules) {
        this.state = state;
        this.rules = rules;
        this.clock = state.surroundings().clock();
    }

    /**
     * Makes a check, and explains it.
     *
     * @param cost what it takes of each rule's buckets
     */
    Explanation explain(RequestFacts facts, ToLongFunction<Rule> cost, Supplier<Verdict> check) {
        String user = facts.user();
        long known = user == null ? UNKNOWN : knownVersion(user);
        Verdict verdict = check.get();
        long now = clock.millis();
        Profile profile =
                user == null ? Profile.PLAIN : state.profiles().find(user).profile();
        LiveRules.Snapshot snapshot = rules.current();
        Mode mode = state.mode().at(now);
        Charging charging = new Charging(snapshot.plans(), mode == Mode.ENFORCE, cost, now);
        List<Explanation.Bucket> buckets = verdict.decisions().stream()
                .map(decision -> bucket(decision, verdict, charging, snapshot.rules(), profile))
                .toList();
        return new Explanation(
                verdict,
                mode,
                new Explanation.Caller(user, profile.plan(now), profile.version(), known == profile.version()),
                listed(facts, snapshot.rules(), verdict, now),
                snapshot.rules().trace(facts),
                buckets);
    }

    private long knownVersion(String user) {
        Profiles.Known known = state.profiles().find(user);
        return known.confirmed() ? known.profile().version() : UNKNOWN;
    }

    private Lists.@Nullable Listed listed(RequestFacts facts, RuleSet rules, Verdict verdict, long now) {
        return verdict.decisions().isEmpty() ? state.lists().find(facts, rules.keyHeaders(), now) : null;
    }

    private static Explanation.Bucket bucket(
            Decision decision, Verdict verdict, Charging charging, RuleSet rules, Profile profile) {
        Rule rule = rules.find(decision.rule()).orElse(null);
        boolean charged = verdict.allowed() && decision.allowed();
        long cost = rule == null || !charged ? 0 : charging.cost().applyAsLong(rule);
        return new Explanation.Bucket(
                decision,
                rule == null ? LimitOrigin.RULE : charging.origin(rule, profile),
                decision.remaining() + cost);
    }
}
