package dev.ratelimit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is left to somebody under one limit, as JSON shows it.
 *
 * @param rule the rule's id
 * @param policy what the limit is called in {@code RateLimit} header fields
 * @param algorithm such as {@code token}
 * @param limit the most that can be taken at once, or in one window
 * @param window in what time all of it comes back, such as {@code 1m}
 * @param cost what one request takes
 * @param enforced whether a request that does not fit is denied; false for a shadow rule
 * @param remaining what is left
 * @param reset the Unix second at which nothing is used any more
 * @param retryAfter whole seconds, rounded up, until one more request fits if nobody else takes; 0 when it fits now, null
 *     when it never does
 * @param retryAfterMs the same in milliseconds: enough in any case, though less may do where more than one unit lacks
 * @param source who answered, such as {@code redis}
 * @param cause why Redis did not, such as {@code timeout}; left out where it did, or was not needed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Allowance(
        String rule,
        String policy,
        String algorithm,
        long limit,
        String window,
        long cost,
        boolean enforced,
        long remaining,
        long reset,
        @Nullable Long retryAfter,
        @Nullable Long retryAfterMs,
        String source,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cause) {

    /**
     * What a look at a bucket tells.
     *
     * @param decision one that took nothing
     * @param cost what one request takes
     * @param nowMillis the store's clock at the decision
     */
    public static Allowance of(Decision decision, long cost, long nowMillis) {
        Limit limit = decision.limit();
        long wait = wait(decision, cost, nowMillis);
        return new Allowance(
                decision.rule(),
                decision.policy(),
                limit.algorithm().id(),
                limit.capacity(),
                limit.fillText(),
                cost,
                decision.enforced(),
                decision.remaining(),
                StandardHeaders.seconds(decision.resetAtMillis()),
                wait == Decision.NEVER ? null : StandardHeaders.seconds(wait),
                wait == Decision.NEVER ? null : wait,
                decision.source().id(),
                decision.cause());
    }

    private static long wait(Decision decision, long cost, long nowMillis) {
        Limit limit = decision.limit();
        long lacking = cost - decision.remaining();
        if (lacking <= 0) {
            return 0;
        }
        long first = decision.nextAfterMillis();
        // Of a node's share all may be left, and yet not enough: there is no waiting for Redis.
        if (cost > limit.capacity() || first == Decision.NEVER) {
            return Decision.NEVER;
        }
        if (lacking == 1) {
            return first;
        }
        boolean bucket = limit.algorithm() == Algorithm.TOKEN || limit.algorithm() == Algorithm.LEAKY;
        // A node alone has not the whole rate.
        boolean steady = bucket && decision.source() != Source.LOCAL;
        return steady ? first + limit.sized(lacking - 1).fillMillis() : decision.resetAtMillis() - nowMillis;
    }
}
