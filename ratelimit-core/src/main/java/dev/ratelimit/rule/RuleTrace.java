package dev.ratelimit.rule;

import org.jspecify.annotations.Nullable;

/**
 * What became of a rule for a request.
 *
 * @param match how it applies; null when it does not
 * @param reason why it does not apply, or applies without denying; empty where it applies in full
 * @param unmet the first condition that keeps the request away; null where none does
 */
public record RuleTrace(
        Rule rule,
        @Nullable Match match,
        String reason,
        @Nullable Unmet unmet) {

    static RuleTrace passedOver(Rule rule, String reason) {
        return new RuleTrace(rule, null, reason, null);
    }

    static RuleTrace of(Rule rule, Unmet unmet) {
        return new RuleTrace(rule, null, unmet.condition() + " does not hold: " + unmet.found(), unmet);
    }

    static RuleTrace of(Match match) {
        return new RuleTrace(match.rule(), match, lenience(match), null);
    }

    private static String lenience(Match match) {
        Rule rule = match.rule();
        if (match.enforced()) {
            return match.missingKey() ? "the request lacks what the rule counts by, and such requests are denied" : "";
        }
        return rule.mode() == Mode.SHADOW
                ? "it counts and never denies: its mode is shadow"
                : "it counts and does not deny: this subject is not among the " + rule.enforcePercent()
                        + " % that it is enforced for";
    }
}
