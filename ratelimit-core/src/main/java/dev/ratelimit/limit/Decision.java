package dev.ratelimit.limit;

import org.jspecify.annotations.Nullable;

/**
 * The answer for one bucket. All times are milliseconds of the store's clock.
 *
 * @param rule the rule's id
 * @param policy what the limit is called towards clients, as {@link PolicyNames} says
 * @param limit the limit that applied
 * @param allowed whether this bucket had room; a shadow rule's decision denies nothing
 * @param enforced whether a denial here denies the request; false for shadow rules
 * @param remaining what is left after this request, never negative
 * @param retryAfterMillis how long until the same request fits if nobody else takes; 0 when allowed, {@link #NEVER}
 *     when the cost can never fit
 * @param resetAtMillis the Unix time at which the bucket is as good as new
 * @param nextAfterMillis how long until one more unit is there; {@link #NEVER} when the bucket is full
 * @param source who answered
 * @param cause why Redis did not, where it was to: {@code disconnected}, {@code timeout}, {@code overload}, {@code call} (that
 *     one only), {@code new} (a server of a cluster that is not asked yet), or how it refused, such as {@code oom}, {@code loading} or {@code noperm}, else {@code refused}; null where
 *     it did, or was not needed
 */
public record Decision(
        String rule,
        String policy,
        Limit limit,
        boolean allowed,
        boolean enforced,
        long remaining,
        long retryAfterMillis,
        long resetAtMillis,
        long nextAfterMillis,
        Source source,
        @Nullable String cause) {

    /** No waiting helps. */
    public static final long NEVER = -1;

    /** A decision of who was to answer. */
    public Decision(
            String rule,
            String policy,
            Limit limit,
            boolean allowed,
            boolean enforced,
            long remaining,
            long retryAfterMillis,
            long resetAtMillis,
            long nextAfterMillis,
            Source source) {
        this(
                rule,
                policy,
                limit,
                allowed,
                enforced,
                remaining,
                retryAfterMillis,
                resetAtMillis,
                nextAfterMillis,
                source,
                null);
    }

    /** The same, made since Redis did not answer. */
    public Decision because(@Nullable String why) {
        return but(limit, allowed, retryAfterMillis, why);
    }

    /** The same, denied for a time. */
    public Decision denied(long wait) {
        return but(limit, false, wait, cause);
    }

    /** The same about another limit, with another wait. */
    public Decision under(Limit other, long wait) {
        return but(other, allowed, wait, cause);
    }

    private Decision but(Limit other, boolean passes, long wait, @Nullable String why) {
        return new Decision(
                rule, policy, other, passes, enforced, remaining, wait, resetAtMillis, nextAfterMillis, source, why);
    }

    /** Whether this decision denies the request. */
    public boolean denies() {
        return enforced && !allowed;
    }

    /** Whether the request asked for more than the bucket ever holds. */
    public boolean neverFits() {
        return !allowed && retryAfterMillis == NEVER && source != Source.FAIL_CLOSED;
    }
}
