package dev.ratelimit;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Profiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** From the rules that matched to a verdict: one call of the store, or one more when a user's profile was out of date. */
final class Decider {

    private final Store store;
    private final InstantSource clock;
    private final Supplier<Map<String, String>> newUser;
    private final Profiles profiles;

    /**
     * @param newUser what a new user's record says of limits at the moment
     * @param userIdle how long the record of an idle user is kept
     */
    Decider(Store store, InstantSource clock, Supplier<Map<String, String>> newUser, Duration userIdle) {
        this.store = store;
        this.clock = clock;
        this.profiles = new Profiles(clock, userIdle);
        this.newUser = newUser;
    }

    Verdict decide(List<Match> matches) {
        return decide(matches, Rule::cost);
    }

    /** @param cost what the request takes of each rule's buckets */
    Verdict decide(List<Match> matches, ToLongFunction<Rule> cost) {
        List<Match> counted = new ArrayList<>(matches.size());
        for (Match match : matches) {
            if (!match.missingKey()) {
                counted.add(match);
            } else if (match.enforced()) {
                return Verdict.without(false, Source.NO_RULE, clock.millis());
            }
        }
        return counted.isEmpty() ? Verdict.without(true, Source.NO_RULE, clock.millis()) : ask(counted, cost);
    }

    private Verdict ask(List<Match> matches, ToLongFunction<Rule> cost) {
        String user = user(matches);
        if (user == null) {
            return ask(matches, Profile.PLAIN, cost);
        }
        Profiles.Known known = profiles.find(user);
        Profile profile = known.profile();
        AssumedUser assumed =
                new AssumedUser(user, profile.version(), profiles.lifetimeMillis(), known.renewal(), newUser.get());
        Answer answer = store.decide(new Call(Action.TAKE, charges(matches, profile, cost), assumed));
        if (answer instanceof Answer.OtherProfile other) {
            // Decided by what was just read: a profile that has changed again since holds on the next check.
            return ask(matches, profiles.learn(user, other.fields()), cost);
        }
        return verdict((Answer.Decided) answer);
    }

    /** Looks at a rule's buckets for a user: charges nothing and makes no record. */
    Verdict look(Match match, Profile profile) {
        return ask(List.of(match), profile, rule -> 0);
    }

    private Verdict ask(List<Match> matches, Profile profile, ToLongFunction<Rule> cost) {
        return verdict((Answer.Decided) store.decide(new Call(Action.TAKE, charges(matches, profile, cost), null)));
    }

    private static Verdict verdict(Answer.Decided decided) {
        return Verdict.of(decided.decisions(), decided.nowMillis());
    }

    private static @Nullable String user(List<Match> matches) {
        for (Match match : matches) {
            if (match.user() != null) {
                return match.user();
            }
        }
        return null;
    }

    private static List<Charge> charges(List<Match> matches, Profile profile, ToLongFunction<Rule> cost) {
        List<Charge> charges = new ArrayList<>(matches.size());
        for (int i = 0; i < matches.size(); i++) {
            Rule rule = matches.get(i).rule();
            List<String> subject = matches.get(i).subject();
            int group = matches.get(i).enforced() ? Charge.ENFORCED : i + 1;
            for (Limit limit : rule.limits()) {
                Limit inForce = inForce(rule, limit, profile);
                charges.add(
                        new Charge(rule.id(), inForce, subject, cost.applyAsLong(rule), group, rule.onStoreFailure()));
            }
        }
        return charges;
    }

    /** A user's own limit replaces that of rule {@code default}, and nothing else. */
    private static Limit inForce(Rule rule, Limit limit, Profile profile) {
        return rule.id().equals(Rule.DEFAULT_ID) ? profile.apply(rule.bucketLimit(limit)) : rule.bucketLimit(limit);
    }
}
