package dev.ratelimit.rule;

import java.time.Instant;
import java.util.Map;

/**
 * A change of a {@link Repository}.
 *
 * @param version its number
 * @param author who made it
 * @param before what was concerned, as it was, as JSON by id; what is new is not in it
 * @param after what became of it; what was deleted is not in it
 */
public record Change(long version, Instant at, String author, Map<String, String> before, Map<String, String> after) {

    public Change {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
