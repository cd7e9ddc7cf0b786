package dev.ratelimit;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.RuleTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a check was answered as it was.
 *
 * @param verdict the answer
 * @param mode what the switch for everything was on
 * @param caller who was asking
 * @param listed the entry of a list that the caller is on; null for none
 * @param rules what became of each rule, in the order in which they are asked
 * @param buckets what each bucket held, in the order of the verdict's decisions
 */
public record Explanation(
        Verdict verdict,
        Mode mode,
        Caller caller,
        Lists.@Nullable Listed listed,
        List<RuleTrace> rules,
        List<Bucket> buckets) {

    /**
     * Who was asking, as the decision saw it.
     *
     * @param user the user's id; null for a caller who is none
     * @param plan the user's plan at the moment; null for none
     * @param version of the user's record; 0 for one that nobody has changed
     * @param from from where the decision had the record
     * @param remark why the record or the plan says nothing of limits, though it seems to; empty where it is not so
     */
    public record Caller(@Nullable String user, @Nullable String plan, long version, Knowledge from, String remark) {}

    /**
     * A bucket at the decision.
     *
     * @param origin where its limit comes from
     * @param cost what the request takes of it
     * @param before what was left before the request; null where Redis is lost and nobody looked
     */
    public record Bucket(
            Decision decision,
            LimitOrigin origin,
            long cost,
            @Nullable Long before) {}
}
