package dev.ratelimit.store;

import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.util.List;

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
 */
public record Charge(
        String rule, String policy, Limit limit, List<String> subject, long cost, int group, FailurePolicy onFailure) {

    /** The group of all enforced buckets: all are charged or none. */
    public static final int ENFORCED = 0;

    public Charge {
        if (cost < 0) {
            throw new IllegalArgumentException("cost " + cost + " is out of range; accepted are 0 and more");
        }
    }

    /** A charge on the only limit of a rule. */
    public Charge(String rule, Limit limit, List<String> subject, long cost, int group, FailurePolicy onFailure) {
        this(rule, rule, limit, subject, cost, group, onFailure);
    }

    /** The same without charging anything. */
    Charge look() {
        return new Charge(rule, policy, limit, subject, 0, group, onFailure);
    }

    /** Which bucket this is, whatever the numbers of its limit. */
    BucketId bucket() {
        return new BucketId(rule, limit.algorithm(), limit.name(), subject);
    }
}
