package dev.ratelimit.admin;

import dev.ratelimit.Explanation;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.RuleTrace;
import java.time.Instant;
import java.util.Objects;

/** Why a check was answered as it was, in a sentence. */
final class Summary {

    private Summary() {}

    static String of(Explanation explanation) {
        if (explanation.mode() == Mode.OFF) {
            return "It passes: the switch for everything is off.";
        }
        return decisive(explanation)
                + (explanation.mode() == Mode.SHADOW
                        ? " The switch for everything is on shadow, so nothing is denied."
                        : "");
    }

    private static String decisive(Explanation explanation) {
        Lists.Listed listed = explanation.listed();
        if (listed != null) {
            String entry = listed(listed);
            return switch (explanation.verdict().source()) {
                case ALLOW_LIST -> "It passes: " + entry;
                case DENY_LIST -> "It is refused: " + entry;
                default -> byRules(explanation) + " Its caller is listed, which decided nothing: " + entry;
            };
        }
        return byRules(explanation);
    }

    private static String listed(Lists.Listed listed) {
        ListEntry entry = listed.entry();
        String reason = entry.reason().isEmpty() ? "no reason given" : entry.reason();
        Instant end = entry.expiresAt();
        return entry.entry() + " is on the " + listed.kind().id() + " list (" + reason + "; by " + entry.author() + "; "
                + (end == null ? "without an end" : "until " + end) + ").";
    }

    private static String byRules(Explanation explanation) {
        return explanation.buckets().isEmpty() ? withoutBucket(explanation) : byBucket(explanation);
    }

    private static String withoutBucket(Explanation explanation) {
        String outcome = explanation.verdict().allowed() ? "It passes: " : "It is refused: ";
        return outcome
                + explanation.rules().stream()
                        .filter(trace -> trace.match() != null && trace.match().missingKey())
                        // Where it is refused, the rule that did it.
                        .filter(trace ->
                                trace.enforced() != explanation.verdict().allowed())
                        .findFirst()
                        .map(trace -> "rule " + trace.rule().id() + " applies, and " + trace.reason() + ".")
                        .orElse("no rule applies to it.");
    }

    private static String byBucket(Explanation explanation) {
        Verdict verdict = explanation.verdict();
        Explanation.Bucket binding = binding(explanation);
        Decision decision = binding.decision();
        String bucket = " rule " + decision.rule() + " (" + subject(explanation, decision.rule()) + ")";
        String lost = "Redis is lost (" + decision.cause() + ")";
        if (verdict.source() == Source.FAIL_CLOSED) {
            return "It is refused: " + lost + ", and" + bucket + " is not to be passed uncounted.";
        }
        if (verdict.source() == Source.FAIL_OPEN) {
            return "It passes uncounted: " + lost + ", and" + bucket + " allows what cannot be counted.";
        }
        String left = decision.remaining() + " of " + decision.limit().capacity() + " left under" + bucket
                + ", whose limit comes from the " + source(binding);
        String alone = decision.source() == Source.LOCAL ? " " + lost + ", and this node counts alone." : "";
        if (verdict.allowed()) {
            return "It passes: " + left + "." + alone;
        }
        String end = Explained.passesAt(verdict);
        String taken = binding.cost() > 1 ? "it takes " + binding.cost() + ", with " : "";
        return "It is refused: " + taken + left + "; "
                + (end == null ? "its cost can never fit" : "it fits at " + end + " if nobody else takes") + "."
                + alone;
    }

    /** The bucket that decided; while nothing is denied, the one that would have. */
    private static Explanation.Bucket binding(Explanation explanation) {
        return explanation.buckets().stream()
                .filter(bucket -> !bucket.decision().allowed()
                        && denies(explanation, bucket.decision().rule()))
                .findFirst()
                .orElse(explanation.buckets().get(0));
    }

    private static boolean denies(Explanation explanation, String rule) {
        return explanation.rules().stream()
                .filter(trace -> trace.rule().id().equals(rule))
                .anyMatch(trace -> trace.match() != null && trace.match().enforced());
    }

    private static String source(Explanation.Bucket bucket) {
        return switch (bucket.origin()) {
            case RULE -> "rule";
            case PLAN -> "plan of the user";
            case CUSTOM -> "user's own record";
            case OVERRIDE -> "override that the user has";
        };
    }

    private static String subject(Explanation explanation, String rule) {
        return explanation.rules().stream()
                .filter(trace -> trace.rule().id().equals(rule))
                .map(RuleTrace::match)
                .filter(Objects::nonNull)
                .map(Match::subject)
                .findFirst()
                .map(subject -> "counting " + String.join(", ", subject))
                .orElse("changed meanwhile");
    }
}
