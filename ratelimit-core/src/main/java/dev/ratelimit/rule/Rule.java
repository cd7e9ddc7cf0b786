package dev.ratelimit.rule;

import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.ValueIs.Place;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What applies to whom. Every rule whose condition holds applies, in order of priority. Immutable.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param description for people, at most 1,000 characters
 * @param enabled whether the rule takes part at all; true by default
 * @param priority 0 to 1,000,000, the lower the earlier, 100 by default; rules of one priority go by id
 * @param mode enforce by default
 * @param enforcePercent for which share of its subjects an enforced rule is so, 0 to 100, 100 by default; it is a shadow for
 *     the rest. A subject stays in the share when it grows, and is in it on every node
 * @param when the requests that are meant; all by default
 * @param key what is counted by; the user by default
 * @param limits 1 to 16; several of one algorithm have distinct names
 * @param cost what one request takes, 1 to 10^15, 1 by default
 * @param countWhen which responses count; null, the default, for every request, whatever its response
 * @param onStoreFailure what to do when the store cannot answer; local by default
 * @param lastOnMatch whether no rule after this one applies where this one does: {@code final} in JSON; false by default
 * @param origin where the rule came from
 */
public record Rule(
        String id,
        String description,
        boolean enabled,
        int priority,
        Mode mode,
        int enforcePercent,
        Condition when,
        Key key,
        List<Limit> limits,
        long cost,
        @Nullable CountWhen countWhen,
        FailurePolicy onStoreFailure,
        boolean lastOnMatch,
        Origin origin) {

    /** The id of the rule that is made from the default limit. */
    public static final String DEFAULT_ID = "default";

    static final int MAX_PRIORITY = 1_000_000;
    static final int ALL = 100;
    /** What one request can cost at most. */
    public static final long MAX_COST = 1_000_000_000_000_000L;

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException naming the value and what is accepted
     */
    public Rule {
        Names.id(id);
        Names.description(description);
        inRange("priority", priority, 0, MAX_PRIORITY);
        inRange("enforce_percent", enforcePercent, 0, ALL);
        inRange("cost", cost, 1, MAX_COST);
        limits = LimitNames.checked(limits);
    }

    /** A rule for every request, made in code, with the defaults named above. */
    public static Rule of(String id, Key key, Limit... limits) {
        return new RuleDraft(id, key, List.of(limits)).rule();
    }

    /**
     * The rule {@code default}: one limit for each user, whatever the request. It comes after every other rule, so that a
     * rule with {@code final} can keep it away.
     */
    public static Rule ofDefault(Limit limit, FailurePolicy onStoreFailure) {
        return of(DEFAULT_ID, Key.of("user"), limit).changed(draft -> {
            draft.priority = MAX_PRIORITY;
            draft.onStoreFailure = onStoreFailure;
            draft.origin = Origin.SETTINGS;
        });
    }

    /** The same rule for the requests that {@code condition} holds for. */
    public Rule withCondition(Condition condition) {
        return changed(draft -> draft.when = condition);
    }

    /** The same rule in another mode. */
    public Rule withMode(Mode mode) {
        return changed(draft -> draft.mode = mode);
    }

    /**
     * The same rule, enforced for a share of its subjects and a shadow for the rest.
     *
     * @param percent 0 to 100
     */
    public Rule withEnforcePercent(int percent) {
        return changed(draft -> draft.enforcePercent = percent);
    }

    /** The same rule at another place in the order; the lower the earlier. */
    public Rule withPriority(int priority) {
        return changed(draft -> draft.priority = priority);
    }

    /** The same rule at another cost for each request. */
    public Rule withCost(long cost) {
        return changed(draft -> draft.cost = cost);
    }

    /** The same rule, counting the responses of some statuses only; null for every request. */
    public Rule withCountWhen(@Nullable CountWhen countWhen) {
        return changed(draft -> draft.countWhen = countWhen);
    }

    /** The same rule with another answer to a store that cannot. */
    public Rule withOnStoreFailure(FailurePolicy policy) {
        return changed(draft -> draft.onStoreFailure = policy);
    }

    /** The same rule, after which no other one applies where this one does. */
    public Rule asLast() {
        return changed(draft -> draft.lastOnMatch = true);
    }

    /** Whether the rule denies this subject what does not fit. */
    public boolean enforces(List<String> subject) {
        return mode == Mode.ENFORCE && (enforcePercent == ALL || Share.of(id, subject) < enforcePercent);
    }

    /** Whether the rule takes part: enabled, and not off. */
    public boolean active() {
        return enabled && mode != Mode.OFF;
    }

    /** The same rule from another place. */
    public Rule from(Origin origin) {
        return changed(draft -> draft.origin = origin);
    }

    /** Whether neither key nor condition needs to know who the user is, so that it can be asked before that is found out. */
    public boolean anonymous() {
        boolean key =
                key().parts().stream().anyMatch(part -> part == KeyPart.Fact.USER || part instanceof KeyPart.Attribute);
        return !key
                && !Leaves.any(
                        when,
                        leaf -> leaf instanceof UserIs
                                || leaf instanceof PlanIs
                                || (leaf instanceof ValueIs value && value.place() == Place.ATTRIBUTE));
    }

    /** Whether the rule takes part and counts each user, as rule {@code default} of a service does. */
    public boolean countsUsers() {
        return active() && key().equals(RuleDraft.KEY);
    }

    /**
     * A limit as its buckets are named: its name counts only where a rule has several limits of one algorithm.
     *
     * @param limits all limits that the rule has for a request
     */
    public static Limit bucketLimit(Limit limit, List<Limit> limits) {
        return limit.name().isEmpty() || LimitNames.isOneOfSeveral(limit, limits) ? limit : limit.named("");
    }

    private Rule changed(Consumer<RuleDraft> change) {
        RuleDraft draft = RuleDraft.of(this);
        change.accept(draft);
        return draft.rule();
    }

    private static void inRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " " + value + " is out of range; accepted are " + least + " to " + most);
        }
    }
}
