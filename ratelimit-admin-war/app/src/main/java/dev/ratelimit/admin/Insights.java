package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is worth knowing of what was decided.
 *
 * @param nearLimit who most often passed with a fifth of a limit left, or less, most first
 * @param neverMatched rules in force that no request met
 * @param alwaysDenying rules that refused every request that met them
 * @param shadow what rules in shadow would have refused
 * @param suggestedLimits what limits would fit what callers do
 * @param busiestHours most first
 * @param observed the traffic that was looked at for suggestions and for how many callers a rule in shadow would hurt
 */
record Insights(
        @JsonProperty("near_limit") List<RuleUser> nearLimit,
        @JsonProperty("never_matched") List<String> neverMatched,
        @JsonProperty("always_denying") List<Counted.RuleCount> alwaysDenying,
        List<ShadowRule> shadow,
        @JsonProperty("suggested_limits") List<SuggestedLimit> suggestedLimits,
        @JsonProperty("busiest_hours") List<Counted.Point> busiestHours,
        Observed observed) {

    /** A caller under a rule. */
    record RuleUser(String rule, @JsonProperty("user_id") String userId, long requests) {}

    /**
     * What a rule in shadow would have done.
     *
     * @param share of its requests that it would have refused, from 0 to 1
     * @param users how many callers it would have refused something, in the traffic that was looked at
     * @param top the five whom it would have refused most
     * @param verdict the same in words
     */
    record ShadowRule(
            String rule,
            long requests,
            @JsonProperty("would_deny") long wouldDeny,
            double share,
            HurtUsers users,
            List<CountedUsers.UserCount> top,
            String verdict) {}

    /** @param of how many callers met the rule */
    record HurtUsers(long hurt, long of) {}

    /**
     * What callers took of a limit in a time as long as it needs to be as new, those times in which they came.
     *
     * @param limit its name among those of the rule, as policies are called
     * @param window that time
     * @param current what it allows in that time
     * @param callers how many were looked at
     * @param suggested a quarter more than 99 of 100 took
     */
    record SuggestedLimit(
            String rule,
            String limit,
            String window,
            long current,
            long callers,
            long p50,
            long p95,
            long p99,
            long max,
            long suggested) {}

    /**
     * Recent traffic.
     *
     * @param oneIn of how many callers one was looked at
     */
    record Observed(
            String from,
            String to,
            long requests,
            @JsonProperty("one_in") long oneIn) {}
}
