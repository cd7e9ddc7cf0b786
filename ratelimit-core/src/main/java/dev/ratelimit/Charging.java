package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.PolicyNames;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Charge;
import dev.ratelimit.user.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a request takes of which buckets. A user's override of a rule comes before that of his plan, and this before the
 * rule's own limits; each is a whole list.
 *
 * @param plans by name
 * @param enforces whether anything is denied at the moment
 * @param cost what the request takes of each rule's buckets
 * @param nowMillis when; plans and overrides may have an end
 */
record Charging(Map<String, Plan> plans, boolean enforces, ToLongFunction<Rule> cost, long nowMillis) {

    /** Whether the request is to be denied because it lacks what a rule counts by. */
    boolean lacksKey(List<Match> matches) {
        for (Match match : matches) {
            if (match.missingKey() && enforced(match)) {
                return true;
            }
        }
        return false;
    }

    List<Charge> charges(List<Match> matches, Profile profile) {
        List<Charge> charges = new ArrayList<>(matches.size());
        for (int i = 0; i < matches.size(); i++) {
            Match match = matches.get(i);
            if (!match.missingKey()) {
                add(charges, match, profile, enforced(match) ? Charge.ENFORCED : i + 1);
            }
        }
        return charges;
    }

    private void add(List<Charge> charges, Match match, Profile profile, int group) {
        Rule rule = match.rule();
        List<Limit> limits = limits(rule, profile);
        for (Limit limit : limits) {
            charges.add(new Charge(
                    rule.id(),
                    PolicyNames.of(rule.id(), limit, limits),
                    Rule.bucketLimit(limit, limits),
                    match.subject(),
                    cost.applyAsLong(rule),
                    group,
                    rule.onStoreFailure(),
                    rule.countWhen()));
        }
    }

    private boolean enforced(Match match) {
        return enforces && match.enforced();
    }

    List<Limit> limits(Rule rule, Profile profile) {
        List<Limit> own = profile.limits(rule.id(), nowMillis);
        if (own != null) {
            return own;
        }
        List<Limit> limits = ofPlan(rule, profile);
        // A user's own limit replaces that of rule default, and nothing else.
        return profile.custom() && rule.id().equals(Rule.DEFAULT_ID)
                ? limits.stream().map(limit -> profile.apply(limit, nowMillis)).toList()
                : limits;
    }

    /** Where the limits come from that a rule has for a user. */
    LimitOrigin origin(Rule rule, Profile profile) {
        if (profile.limits(rule.id(), nowMillis) != null) {
            return LimitOrigin.OVERRIDE;
        }
        List<Limit> ofPlan = ofPlan(rule, profile);
        if (rule.id().equals(Rule.DEFAULT_ID)
                && ofPlan.stream().anyMatch(limit -> profile.own(limit, nowMillis) != null)) {
            return LimitOrigin.CUSTOM;
        }
        return ofPlan == rule.limits() ? LimitOrigin.RULE : LimitOrigin.PLAN;
    }

    private List<Limit> ofPlan(Rule rule, Profile profile) {
        String name = profile.plan(nowMillis);
        Plan plan = name == null ? null : plans.get(name);
        List<Limit> limits = plan == null ? null : plan.overrides().limits(rule.id(), nowMillis);
        return limits == null ? rule.limits() : limits;
    }
}
