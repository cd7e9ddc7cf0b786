package dev.ratelimit.rule;

import org.jspecify.annotations.Nullable;

/**
 * What became of a rule for a request.
 *
 * @param match how it applies; null when it does not
 * @param enforced whether it denies what does not fit
 * @param reason why it does not apply, or not in full: it denies nothing, or counts by something else; else empty
 * @param unmet the first condition that keeps the request away; null where none does
 */
public record RuleTrace(
        Rule rule,
        @Nullable Match match,
        boolean enforced,
        String reason,
        @Nullable Unmet unmet) {

    /** A rule that the request never met. */
    public static RuleTrace passedOver(Rule rule, String reason) {
        return new RuleTrace(rule, null, false, reason, null);
    }

    static RuleTrace of(Rule rule, Unmet unmet) {
        return new RuleTrace(rule, null, false, unmet.toString(), unmet);
    }

    static RuleTrace of(Match match) {
        return new RuleTrace(match.rule(), match, match.enforced(), lenience(match), null);
    }

    RuleTrace and(String more) {
        String all = reason.isEmpty() ? more : reason + "; " + more;
        return new RuleTrace(rule, match, enforced, all, unmet);
    }

    /** The same while nothing is denied. */
    public RuleTrace inShadow() {
        return enforced
                ? new RuleTrace(rule, match, false, reason, unmet)
                        .and("it counts and never denies: the switch for everything is on shadow")
                : this;
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
