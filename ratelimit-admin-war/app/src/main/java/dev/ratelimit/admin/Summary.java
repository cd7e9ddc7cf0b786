package dev.ratelimit.admin;

import dev.ratelimit.Explanation;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListKind;
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
        Lists.Listed listed = explanation.listed();
        if (listed != null) {
            return listed(listed, explanation.verdict());
        }
        return explanation.buckets().isEmpty() ? withoutBucket(explanation) : byBucket(explanation);
    }

    private static String listed(Lists.Listed listed, Verdict verdict) {
        ListEntry entry = listed.entry();
        boolean denied = listed.kind() == ListKind.DENY;
        String outcome = verdict.allowed() ? "It passes" : "It is refused";
        String force = denied && verdict.allowed() ? ", which denies nothing while the switch is on shadow" : "";
        String reason = entry.reason().isEmpty() ? "no reason given" : entry.reason();
        Instant end = entry.expiresAt();
        return outcome + ": " + entry.entry() + " is on the " + listed.kind().id() + " list" + force + " (" + reason
                + "; by " + entry.author() + "; " + (end == null ? "without an end" : "until " + end) + ").";
    }

    private static String withoutBucket(Explanation explanation) {
        if (explanation.verdict().allowed()) {
            return "It passes: no rule applies to it.";
        }
        return explanation.rules().stream()
                .filter(trace -> trace.match() != null && trace.match().missingKey())
                .findFirst()
                .map(trace -> "It is refused: rule " + trace.rule().id() + " applies, and " + trace.reason() + ".")
                .orElse("It is refused.");
    }

    private static String byBucket(Explanation explanation) {
        Verdict verdict = explanation.verdict();
        Explanation.Bucket binding = explanation.buckets().get(0);
        Decision decision = binding.decision();
        String bucket = " rule " + decision.rule() + " (" + subject(explanation, decision.rule()) + ")";
        if (verdict.source() == Source.FAIL_CLOSED) {
            return "It is refused: Redis is lost, and" + bucket + " is not to be passed uncounted.";
        }
        if (verdict.source() == Source.FAIL_OPEN) {
            return "It passes uncounted: Redis is lost, and" + bucket + " allows what cannot be counted.";
        }
        String left = decision.remaining() + " of " + decision.limit().capacity() + " left under" + bucket
                + ", whose limit comes from the " + source(binding);
        if (verdict.allowed()) {
            return "It passes: " + left + ".";
        }
        String end = Explained.passesAt(verdict);
        return "It is refused: " + left + "; "
                + (end == null ? "its cost can never fit" : "it fits at " + end + " if nobody else takes") + ".";
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
