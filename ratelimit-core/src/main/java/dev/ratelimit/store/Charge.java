package dev.ratelimit.store;

import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call wants of one bucket.
 *
 * @param rule the rule's id
 * @param policy what the limit is called towards clients
 * @param limit the limit in force for this subject
 * @param subject the parts of the rule's key for this request, such as {@code [alice, /orders]}
 * @param cost units, 0 (a look) or more
 * @param group {@link #ENFORCED}, or a number of its own for each shadow rule
 * @param onFailure what the rule wants when the store cannot answer
 * @param countWhen which responses count; null for all
 */
public record Charge(
        String rule,
        String policy,
        Limit limit,
        List<String> subject,
        long cost,
        int group,
        FailurePolicy onFailure,
        @Nullable CountWhen countWhen) {

    /** The group of all enforced buckets: all are charged or none. */
    public static final int ENFORCED = 0;

    public Charge {
        if (cost < 0) {
            throw new IllegalArgumentException("cost " + cost + " is out of range; accepted are 0 and more");
        }
    }

    /** A charge on the only limit of a rule. */
    public Charge(String rule, Limit limit, List<String> subject, long cost, int group, FailurePolicy onFailure) {
        this(rule, rule, limit, subject, cost, group, onFailure, null);
    }

    /** The same without charging anything. */
    public Charge look() {
        return costing(0);
    }

    /** The same under another limit. */
    Charge under(Limit other) {
        return new Charge(rule, policy, other, subject, cost, group, onFailure, countWhen);
    }

    /** The same at another cost. */
    public Charge costing(long other) {
        return new Charge(rule, policy, limit, subject, other, group, onFailure, countWhen);
    }

    /** Whether what it takes may come back before its time, so that a denial says nothing of the next request. */
    boolean returnable() {
        return countWhen != null;
    }

    /** Whether it is counted after the response only. */
    public boolean afterwards() {
        return countWhen != null && !countWhen.reserve();
    }

    /** Which bucket this is, whatever the numbers of its limit. */
    BucketId bucket() {
        return new BucketId(rule, limit.algorithm(), limit.name(), subject);
    }
}
