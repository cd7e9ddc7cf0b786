package dev.ratelimit.rule;

import java.time.Instant;
import java.util.Map;

/**
 * A change of a {@link RuleRepository}.
 *
 * @param version its number
 * @param author who made it
 * @param before the rules concerned as they were, as JSON by id; those that are new are not in it
 * @param after what became of them; those that were deleted are not in it
 */
public record RuleChange(
        long version, Instant at, String author, Map<String, String> before, Map<String, String> after) {

    public RuleChange {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
