package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratelimit.Explanation;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleTrace;
import dev.ratelimit.rule.Unmet;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of why a check was answered as it was.
 *
 * @param summary the same in a sentence
 * @param passesAt when the same request passes if nobody else takes; null when it does now, or when no waiting helps
 * @param mode what the switch for everything is on
 * @param rules every rule, in the order in which they are asked
 * @param buckets what each bucket held before and after
 */
@JsonNaming(SnakeCaseStrategy.class)
record Explained(
        String summary,
        @Nullable String passesAt,
        String mode,
        Profile profile,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Listed list,
        List<Asked> rules,
        List<Held> buckets) {

    /**
     * Whose limits were looked at.
     *
     * @param from {@code near-cache} where this node knew them already, {@code store} where the store said them,
     *     {@code none} where nobody did: they were not needed, or the store is lost
     * @param remark why plan or record say nothing of limits, though they seem to
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Profile(
            @Nullable String userId,
            @Nullable String plan,
            long version,
            String from,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String remark) {

        static Profile of(Explanation.Caller caller) {
            return new Profile(
                    caller.user(),
                    caller.plan(),
                    caller.version(),
                    caller.from().id(),
                    caller.remark().isEmpty() ? null : caller.remark());
        }
    }

    /** The entry of a list that the caller is on. */
    record Listed(String list, ListedResource.Entry entry) {

        static @Nullable Listed of(Lists.@Nullable Listed listed) {
            return listed == null ? null : new Listed(listed.kind().id(), ListedResource.Entry.of(listed.entry()));
        }
    }

    /**
     * What became of a rule.
     *
     * @param enforced whether it denies what does not fit
     * @param subject what it counts this request by
     * @param reason why it does not apply, or not in full
     * @param unmet the first condition that keeps the request away
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Asked(
            String rule,
            String origin,
            int priority,
            boolean applies,
            boolean enforced,
            List<String> key,
            @Nullable List<String> subject,
            @Nullable String reason,
            @Nullable Missed unmet) {

        static Asked of(RuleTrace trace) {
            Rule rule = trace.rule();
            Match match = trace.match();
            return new Asked(
                    rule.id(),
                    rule.origin().id(),
                    rule.priority(),
                    match != null,
                    trace.enforced(),
                    rule.key().parts().stream().map(KeyPart::word).toList(),
                    match == null ? null : match.subject(),
                    trace.reason().isEmpty() ? null : trace.reason(),
                    Missed.of(trace.unmet()));
        }
    }

    /** A condition that does not hold, and what the request has instead. */
    record Missed(
            @Schema(implementation = ConditionShape.class) @JsonRawValue
            String condition,

            String found) {

        static @Nullable Missed of(@Nullable Unmet unmet) {
            return unmet == null ? null : new Missed(unmet.condition(), unmet.found());
        }
    }

    /**
     * A bucket.
     *
     * @param limitFrom where its limit comes from: {@code rule}, {@code plan}, {@code custom} or {@code override}
     * @param cost what the request takes of it
     * @param before what it held; null, like {@code after}, where Redis is lost and nobody looked
     * @param source who answered, such as {@code redis} or {@code deny-cache}
     * @param cause why Redis did not, such as {@code timeout}; left out where it did, or was not needed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Held(
            String rule,
            String policy,
            String algorithm,
            long limit,
            String window,
            String limitFrom,
            long cost,
            @Nullable Long before,
            @Nullable Long after,
            boolean allowed,
            boolean enforced,
            @Nullable String passesAt,
            String source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String cause) {

        static Held of(Explanation.Bucket bucket, long nowMillis) {
            Decision decision = bucket.decision();
            Limit limit = decision.limit();
            return new Held(
                    decision.rule(),
                    decision.policy(),
                    limit.algorithm().id(),
                    limit.capacity(),
                    limit.fillText(),
                    bucket.origin().id(),
                    bucket.cost(),
                    bucket.before(),
                    bucket.before() == null ? null : decision.remaining(),
                    decision.allowed(),
                    decision.enforced(),
                    instant(decision.retryAfterMillis(), nowMillis),
                    decision.source().id(),
                    decision.cause());
        }
    }

    static Explained of(Explanation explanation) {
        Verdict verdict = explanation.verdict();
        return new Explained(
                Summary.of(explanation),
                passesAt(verdict),
                explanation.mode().id(),
                Profile.of(explanation.caller()),
                Listed.of(explanation.listed()),
                explanation.rules().stream().map(Asked::of).toList(),
                explanation.buckets().stream()
                        .map(bucket -> Held.of(bucket, verdict.nowMillis()))
                        .toList());
    }

    static @Nullable String passesAt(Verdict verdict) {
        return instant(verdict.retryAfterMillis(), verdict.nowMillis());
    }

    private static @Nullable String instant(long waitMillis, long nowMillis) {
        return waitMillis > 0 ? Instant.ofEpochMilli(nowMillis + waitMillis).toString() : null;
    }
}
