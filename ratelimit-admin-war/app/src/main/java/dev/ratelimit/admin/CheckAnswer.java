package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a check. The numbers are those of the binding decision, null where no rule applied.
 *
 * @param reset the Unix second at which the bucket is as good as new
 * @param retryAfter seconds to wait, rounded up; 0 when allowed, null when no waiting helps
 * @param source who answered, such as {@code redis}
 * @param explanation why; absent unless it was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record CheckAnswer(
        boolean allowed,
        String userId,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Long reset,
        @Nullable Long retryAfter,
        @Nullable Long retryAfterMs,
        @Nullable String algorithm,
        @Nullable String rule,
        String source,
        List<Bucket> decisions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Explained explanation) {

    /** One bucket's answer; {@code enforced} is false for a shadow rule, which denies nothing. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Bucket(
            String rule,
            String name,
            String algorithm,
            long limit,
            String window,
            boolean allowed,
            boolean enforced,
            long remaining,
            long reset,
            @Nullable Long retryAfterMs,
            String source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String cause) {

        static Bucket of(Decision decision) {
            Limit limit = decision.limit();
            return new Bucket(
                    decision.rule(),
                    limit.name(),
                    limit.algorithm().id(),
                    limit.capacity(),
                    limit.fillText(),
                    decision.allowed(),
                    decision.enforced(),
                    decision.remaining(),
                    seconds(decision.resetAtMillis()),
                    waiting(decision.retryAfterMillis()),
                    decision.source().id(),
                    decision.cause());
        }
    }

    static CheckAnswer of(String userId, Verdict verdict) {
        List<Bucket> buckets = verdict.decisions().stream().map(Bucket::of).toList();
        Bucket binding = buckets.isEmpty() ? null : buckets.get(0);
        long wait = verdict.retryAfterMillis();
        // Refused without a wait: by the deny list, or for want of a key.
        Long millis = !verdict.allowed() && wait == 0 ? null : waiting(wait);
        return new CheckAnswer(
                verdict.allowed(),
                userId,
                binding == null ? null : binding.limit(),
                binding == null ? null : binding.remaining(),
                binding == null ? null : binding.reset(),
                millis == null ? null : seconds(millis),
                millis,
                binding == null ? null : binding.algorithm(),
                binding == null ? null : binding.rule(),
                verdict.source().id(),
                buckets,
                null);
    }

    /** The same with an explanation. */
    CheckAnswer with(Explained explained) {
        return new CheckAnswer(
                allowed,
                userId,
                limit,
                remaining,
                reset,
                retryAfter,
                retryAfterMs,
                algorithm,
                rule,
                source,
                decisions,
                explained);
    }

    static long seconds(long millis) {
        return -Math.floorDiv(-millis, 1_000L);
    }

    private static @Nullable Long waiting(long millis) {
        return millis == Decision.NEVER ? null : millis;
    }
}
