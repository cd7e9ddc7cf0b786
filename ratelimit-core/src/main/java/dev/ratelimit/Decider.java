package dev.ratelimit;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Profiles;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** From what a request is to a verdict: one call of the store, or one more when a user's profile was out of date. */
final class Decider {

    private final Store store;
    private final InstantSource clock;
    private final LiveRules rules;
    private final LiveMode mode;
    private final Lists lists;
    private final Profiles profiles;
    private final Consumer<Profiles.Known> witness;

    /** What is known beside the rules. */
    record Callers(LiveMode mode, Lists lists, Profiles profiles) {}

    Decider(Store store, InstantSource clock, LiveRules rules, Callers callers) {
        this(store, clock, rules, callers, known -> {});
    }

    private Decider(
            Store store, InstantSource clock, LiveRules rules, Callers callers, Consumer<Profiles.Known> witness) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.mode = callers.mode();
        this.lists = callers.lists();
        this.profiles = callers.profiles();
        this.witness = witness;
    }

    /** The same, telling what is known of the user on whose profile a decision rests. */
    Decider watchedBy(Consumer<Profiles.Known> witness) {
        return new Decider(store, clock, rules, new Callers(mode, lists, profiles), witness);
    }

    /** @param cost what the request takes of each rule's buckets */
    Verdict decide(RequestFacts facts, ToLongFunction<Rule> cost) {
        return decide(new Question(facts, null, set -> set.match(facts), cost, false))
                .verdict();
    }

    /** Decides by one rule, whatever its condition. */
    Verdict decide(Match match, ToLongFunction<Rule> cost) {
        return decide(new Question(null, match.user(), set -> List.of(match), cost, false))
                .verdict();
    }

    /**
     * Decides a request whose response will be known.
     *
     * @param scope picks, of the rules that apply, those that this decision is about
     */
    Outcome admit(RequestFacts facts, UnaryOperator<List<Match>> scope) {
        return decide(new Question(facts, null, set -> scope.apply(set.match(facts)), Rule::cost, true));
    }

    /**
     * What is to be decided.
     *
     * @param facts of the request; null for a rule by itself
     * @param caller the user of a rule by itself
     * @param matcher the rules that apply
     * @param cost what is taken of each rule's buckets
     * @param answered whether there will be a response by which to settle
     */
    private record Question(
            @Nullable RequestFacts facts,
            @Nullable String caller,
            Function<RuleSet, List<Match>> matcher,
            ToLongFunction<Rule> cost,
            boolean answered) {}

    private Outcome decide(Question question) {
        RequestFacts facts = question.facts();
        long now = clock.millis();
        Mode inForce = mode.at(now);
        if (inForce == Mode.OFF) {
            return Outcome.without(true, Source.NO_RULE, now);
        }
        LiveRules.Snapshot snapshot = rules.current();
        Lists.Listed listed = facts == null
                ? listed(question.caller(), now)
                : lists.find(facts, snapshot.rules().keyHeaders(), now);
        if (listed != null && listed.kind() == ListKind.ALLOW) {
            return Outcome.without(true, Source.ALLOW_LIST, now);
        }
        if (listed != null && inForce == Mode.ENFORCE) {
            return Outcome.without(Verdict.denied(listed.entry().endMillis(), now));
        }
        Charging charging = new Charging(snapshot.plans(), inForce == Mode.ENFORCE, question.cost(), now);
        List<Match> matches = question.matcher().apply(snapshot.rules());
        String user = facts != null && facts.planAsked() ? facts.user() : user(matches);
        if (user == null) {
            return decide(charging, matches, Profile.PLAIN, question.answered());
        }
        long before = profiles.forgotten();
        Profiles.Known known = profiles.ask(user);
        witness.accept(known);
        List<Charge> charges = charging.charges(matches, known.profile());
        boolean lacksKey = charging.lacksKey(matches);
        if (lacksKey || (charges.isEmpty() && known.confirmed())) {
            return Outcome.without(!lacksKey, Source.NO_RULE, now);
        }
        Answer answer = store.decide(Outcome.call(charges, question.answered(), assumed(user, known, snapshot)));
        if (answer instanceof Answer.OtherProfile other) {
            // Decided by what was just read: a profile that has changed again since holds on the next check.
            Profiles.Known learnt = profiles.learn(user, other.fields(), before);
            witness.accept(learnt);
            Profile profile = learnt.profile();
            if (facts != null) {
                facts.correctPlan(profile.plan(now));
            }
            return decide(charging, question.matcher().apply(snapshot.rules()), profile, question.answered());
        }
        return answer instanceof Answer.Decided decided
                ? Outcome.of(charges, known.confirmed(decided))
                : Outcome.without(true, Source.NO_RULE, now);
    }

    /** The list that decides about a request at the moment; null for none. */
    @Nullable
    String list(RequestFacts facts) {
        long now = clock.millis();
        Lists.Listed listed = lists.find(facts, rules.current().rules().keyHeaders(), now);
        Mode inForce = mode.at(now);
        if (listed == null || inForce == Mode.OFF || (listed.kind() == ListKind.DENY && inForce != Mode.ENFORCE)) {
            return null;
        }
        return listed.kind().id();
    }

    private Lists.@Nullable Listed listed(@Nullable String caller, long now) {
        return caller == null ? null : lists.find(caller, now);
    }

    /** Looks at a rule's buckets for a user: charges nothing and makes no record. */
    Verdict look(Match match, Profile profile) {
        return decide(charging(), List.of(match), profile, false).verdict();
    }

    /** What a look takes of which buckets at the moment: nothing. */
    Charging charging() {
        long now = clock.millis();
        return new Charging(rules.current().plans(), mode.at(now) == Mode.ENFORCE, rule -> 0, now);
    }

    private Outcome decide(Charging charging, List<Match> matches, Profile profile, boolean answered) {
        List<Charge> charges = charging.charges(matches, profile);
        boolean lacksKey = charging.lacksKey(matches);
        if (lacksKey || charges.isEmpty()) {
            return Outcome.without(!lacksKey, Source.NO_RULE, clock.millis());
        }
        return Outcome.of(charges, (Answer.Decided) store.decide(Outcome.call(charges, answered, null)));
    }

    private AssumedUser assumed(String user, Profiles.Known known, LiveRules.Snapshot snapshot) {
        return new AssumedUser(
                user, known.profile().version(), profiles.lifetimeMillis(), known.renewal(), snapshot.newUser());
    }

    private static @Nullable String user(List<Match> matches) {
        for (Match match : matches) {
            if (match.user() != null) {
                return match.user();
            }
        }
        return null;
    }
}
