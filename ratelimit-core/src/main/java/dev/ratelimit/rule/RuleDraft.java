package dev.ratelimit.rule;

import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule while it is put together; holds the defaults. Checked only when it becomes a {@link Rule}. */
final class RuleDraft {

    static final Key KEY = Key.of("user");

    final String id;
    final Key key;
    final List<Limit> limits;
    String description = "";
    boolean enabled = true;
    int priority = 100;
    Mode mode = Mode.ENFORCE;
    int enforcePercent = Rule.ALL;
    Condition when = Condition.always();
    long cost = 1;

    @Nullable
    CountWhen countWhen;

    FailurePolicy onStoreFailure = FailurePolicy.LOCAL;
    boolean lastOnMatch;
    Origin origin = Origin.CODE;

    RuleDraft(String id, Key key, List<Limit> limits) {
        this.id = id;
        this.key = key;
        this.limits = limits;
    }

    static RuleDraft of(Rule rule) {
        RuleDraft draft = new RuleDraft(rule.id(), rule.key(), rule.limits());
        draft.description = rule.description();
        draft.enabled = rule.enabled();
        draft.priority = rule.priority();
        draft.mode = rule.mode();
        draft.enforcePercent = rule.enforcePercent();
        draft.when = rule.when();
        draft.cost = rule.cost();
        draft.countWhen = rule.countWhen();
        draft.onStoreFailure = rule.onStoreFailure();
        draft.lastOnMatch = rule.lastOnMatch();
        draft.origin = rule.origin();
        return draft;
    }

    Rule rule() {
        return new Rule(
                id,
                description,
                enabled,
                priority,
                mode,
                enforcePercent,
                when,
                key,
                limits,
                cost,
                countWhen,
                onStoreFailure,
                lastOnMatch,
                origin);
    }
}
