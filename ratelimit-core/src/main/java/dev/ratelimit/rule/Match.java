package dev.ratelimit.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that applies to a request, and by what it counts it.
 *
 * @param rule the rule
 * @param subject what the rule's key reads from the request, one text for each part; empty when a part is missing and
 *     such requests are to be denied
 * @param user the user's id when the key has the part {@code user} and the caller is a user; else null
 */
public record Match(
        Rule rule, List<String> subject, @Nullable String user) {

    /** Keeps a copy of the subject. */
    public Match {
        subject = List.copyOf(subject);
    }

    /** Whether what does not fit is denied, and not just counted. */
    public boolean enforced() {
        return rule.enforces(subject);
    }

    /** Whether the request is to be denied because it lacks what the rule counts by. */
    public boolean missingKey() {
        return subject.isEmpty();
    }
}
