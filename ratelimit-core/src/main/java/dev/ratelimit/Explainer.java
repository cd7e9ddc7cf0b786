package dev.ratelimit;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RuleTrace;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Profiles;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Says why a check was answered as it was, by what this node knows right after it. */
final class Explainer {

    private static final Set<Source> UNCOUNTED = EnumSet.of(Source.FAIL_OPEN, Source.FAIL_CLOSED);

    /** What a decision rested on, and whether the store had said so before. */
    private record Used(Profiles.Known known, boolean confirmed) {}

    private final State state;
    private final LiveRules rules;
    private final Decider decider;
    private final Audience audience;
    private final InstantSource clock;

    Explainer(State state, LiveRules rules, Decider decider, Audience audience) {
        this.state = state;
        this.rules = rules;
        this.decider = decider;
        this.audience = audience;
        this.clock = state.surroundings().clock();
    }

    /**
     * Makes a check, and explains it.
     *
     * @param times how many times the cost of each rule it takes; of a look, which takes nothing, nobody hears
     */
    Explanation explain(RequestFacts facts, long times) {
        ToLongFunction<Rule> cost = Cost.times(times);
        List<Used> used = new ArrayList<>();
        Decider watched = decider.watchedBy(known -> used.add(new Used(known, known.confirmed())));
        Verdict verdict = times == 0
                ? watched.decide(facts, cost)
                : audience.hears(facts, times, () -> watched.decide(facts, cost));
        long now = clock.millis();
        LiveRules.Snapshot snapshot = rules.current();
        Mode mode = state.mode().at(now);
        Lists.Listed listed = mode == Mode.OFF
                ? null
                : state.lists().find(facts, snapshot.rules().keyHeaders(), now);
        String bypass = bypass(mode, verdict);
        Profile profile = used.isEmpty()
                ? Profile.PLAIN
                : used.get(used.size() - 1).known().profile();
        Knowledge from = from(used);
        String remark = from == Knowledge.NONE && !used.isEmpty()
                ? "the user's record is not known while Redis is lost: plan, own limit and overrides are left out"
                : remark(profile, snapshot, now);
        Explanation.Caller caller =
                new Explanation.Caller(facts.user(), profile.plan(now), profile.version(), from, remark);
        Charging charging = new Charging(snapshot.plans(), mode == Mode.ENFORCE, cost, now);
        return new Explanation(
                verdict,
                mode,
                caller,
                listed,
                traces(snapshot.rules(), facts, mode, bypass),
                verdict.decisions().stream()
                        .map(decision -> bucket(decision, verdict, charging, snapshot.rules(), profile))
                        .toList());
    }

    private static String remark(Profile profile, LiveRules.Snapshot snapshot, long now) {
        if (!profile.holds(now)) {
            return "what was special about the user held until " + profile.until();
        }
        String plan = profile.plan(now);
        return plan == null || snapshot.plans().containsKey(plan)
                ? ""
                : "there is no plan " + plan + " here, so that each rule's own limits hold";
    }

    private static Knowledge from(List<Used> used) {
        if (used.isEmpty() || !used.get(used.size() - 1).known().confirmed()) {
            return Knowledge.NONE;
        }
        return used.size() == 1 && used.get(0).confirmed() ? Knowledge.NEAR_CACHE : Knowledge.STORE;
    }

    /** What kept the request from meeting any rule; null where nothing did. */
    private static @Nullable String bypass(Mode mode, Verdict verdict) {
        if (mode == Mode.OFF) {
            return "no rule is asked while the switch for everything is off";
        }
        return switch (verdict.source()) {
            case ALLOW_LIST -> "no rule is asked about what is on the allow list";
            case DENY_LIST -> "no rule is asked about what is on the deny list";
            default -> null;
        };
    }

    private static List<RuleTrace> traces(RuleSet rules, RequestFacts facts, Mode mode, @Nullable String bypass) {
        if (bypass != null) {
            return rules.rules().stream()
                    .map(rule -> RuleTrace.passedOver(rule, bypass))
                    .toList();
        }
        List<RuleTrace> traces = rules.trace(facts);
        return mode == Mode.SHADOW ? traces.stream().map(RuleTrace::inShadow).toList() : traces;
    }

    private static Explanation.Bucket bucket(
            Decision decision, Verdict verdict, Charging charging, RuleSet rules, Profile profile) {
        Rule rule = rules.find(decision.rule()).orElse(null);
        long cost = rule == null ? 0 : charging.cost().applyAsLong(rule);
        long taken = charged(decision, verdict) ? cost : 0;
        boolean counted = !UNCOUNTED.contains(decision.source());
        return new Explanation.Bucket(
                decision,
                rule == null ? LimitOrigin.RULE : charging.origin(rule, profile),
                cost,
                counted ? decision.remaining() + taken : null);
    }

    /** A shadow rule's buckets are charged together or not at all, like all others together. */
    private static boolean charged(Decision decision, Verdict verdict) {
        return verdict.allowed()
                && verdict.decisions().stream()
                        .filter(other -> other.rule().equals(decision.rule()))
                        .allMatch(Decision::allowed);
    }
}
