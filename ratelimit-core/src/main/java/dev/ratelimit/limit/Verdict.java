package dev.ratelimit.limit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one request.
 *
 * @param allowed whether the request may pass
 * @param decisions one for each bucket, the binding one first: when denied, the enforced denial with the longest wait;
 *     else the enforced decision with the least remaining for its capacity. Empty when no rule applied
 * @param source who answered: the binding decision's source, or why there is none
 * @param nowMillis the store's clock at the decision
 * @param bannedUntilMillis the Unix time at which the entry of the deny list ends by which this is refused; 0 for an entry
 *     without an end, and for every other verdict
 */
public record Verdict(
        boolean allowed, List<Decision> decisions, Source source, long nowMillis, long bannedUntilMillis) {

    private static final Comparator<Decision> BINDING_FIRST = Comparator.comparing((Decision d) -> !d.enforced())
            .thenComparing(Decision::allowed)
            .thenComparing(d -> d.allowed() ? 0 : -wait(d))
            .thenComparing(d -> (double) d.remaining() / d.limit().capacity());

    public Verdict {
        decisions = List.copyOf(decisions);
    }

    /** The verdict that follows from decisions: denied when an enforced one denies. */
    public static Verdict of(List<Decision> decisions, long nowMillis) {
        // Most requests meet one bucket, and a check without Redis is quicker than a sort.
        List<Decision> sorted = decisions.size() < 2
                ? decisions
                : decisions.stream().sorted(BINDING_FIRST).toList();
        Source source = sorted.isEmpty() ? Source.NO_RULE : sorted.get(0).source();
        return new Verdict(sorted.isEmpty() || !sorted.get(0).denies(), sorted, source, nowMillis, 0);
    }

    /** The same, with newer decisions in place of those about the same limits. */
    public Verdict with(List<Decision> newer) {
        if (newer.isEmpty()) {
            return this;
        }
        List<Decision> all = decisions.stream()
                .map(old -> newer.stream()
                        .filter(decision -> decision.policy().equals(old.policy()))
                        .findFirst()
                        .orElse(old))
                .toList();
        return of(all, nowMillis);
    }

    /** Whether the request passes, and some rule lets it pass uncounted since Redis did not answer. */
    public boolean failsOpen() {
        if (!allowed) {
            return false;
        }
        // Such a decision leaves the whole limit, so it is seldom the binding one.
        for (Decision decision : decisions) {
            if (decision.source() == Source.FAIL_OPEN) {
                return true;
            }
        }
        return false;
    }

    /**
     * This verdict and that of a later stage as one: denied by what denies, with the decisions of both. A later one without
     * decisions counts only when it denies.
     */
    public Verdict then(Verdict later) {
        if (later.decisions().isEmpty()) {
            return later.allowed() && !decisions.isEmpty() ? this : later;
        }
        if (decisions.isEmpty()) {
            return later;
        }
        return of(Stream.concat(decisions.stream(), later.decisions().stream()).toList(), later.nowMillis());
    }

    /** A verdict that rests on no bucket: a list, or no rule. */
    public static Verdict without(boolean allowed, Source source, long nowMillis) {
        return new Verdict(allowed, List.of(), source, nowMillis, 0);
    }

    /** A verdict by an entry of the deny list; {@code untilMillis} is 0 for one without an end. */
    public static Verdict denied(long untilMillis, long nowMillis) {
        return new Verdict(false, List.of(), Source.DENY_LIST, nowMillis, untilMillis);
    }

    /** Why Redis did not answer, where it was to: the binding decision's {@link Decision#cause}; null where it did. */
    public @Nullable String cause() {
        return decisions.isEmpty() ? null : decisions.get(0).cause();
    }

    /** Whether this is refused by an entry of the deny list that has an end. */
    public boolean banned() {
        return bannedUntilMillis > 0;
    }

    /**
     * The longest wait of all denials, {@link Decision#NEVER} when one of them can never pass, 0 when allowed or when it
     * is not a matter of waiting.
     */
    public long retryAfterMillis() {
        if (banned()) {
            return bannedUntilMillis - nowMillis;
        }
        long longest = decisions.stream()
                .filter(Decision::denies)
                .mapToLong(Verdict::wait)
                .max()
                .orElse(0);
        return longest == Long.MAX_VALUE ? Decision.NEVER : longest;
    }

    private static long wait(Decision decision) {
        return decision.neverFits() ? Long.MAX_VALUE : decision.retryAfterMillis();
    }
}
