package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits in place of those that rules have, for the users of a plan or for one user. The whole list of a rule's limits is
 * replaced. As JSON {@code {"search": ["100/1m"]}}, or {@code {"search": {"limits": ["100/1m"], "until":
 * "2026-12-31T23:00:00Z"}}}.
 *
 * @param byRule by the id of the rule, which need not exist
 */
public record Overrides(Map<String, Entry> byRule) {

    /** No limits in place of others. */
    public static final Overrides NONE = new Overrides(Map.of());

    static final String ACCEPTED = "limits by rule, such as {\"search\": [\"100/1m\"]}";

    /**
     * Limits in place of those of a rule.
     *
     * @param limits 1 to 16, as in a rule
     * @param until from when on they do not hold any more; null for no end
     */
    public record Entry(List<Limit> limits, @Nullable Instant until) {

        /** @throws IllegalArgumentException when no rule could have these limits */
        public Entry {
            limits = LimitNames.checked(limits);
        }

        private boolean holds(long nowMillis) {
            return until == null || nowMillis < until.toEpochMilli();
        }
    }

    /** @throws IllegalArgumentException naming what is no id of a rule */
    public Overrides {
        byRule.keySet().forEach(Names::id);
        byRule = Map.copyOf(byRule);
    }

    /** The limits in place of those of a rule at a Unix time; null where there are none. */
    public @Nullable List<Limit> limits(String rule, long nowMillis) {
        Entry override = byRule.get(rule);
        return override != null && override.holds(nowMillis) ? override.limits() : null;
    }

    /**
     * Reads them from JSON.
     *
     * @throws RulesException listing every fault
     */
    public static Overrides parse(String json) {
        return Node.read("overrides", RulesFile.tree("overrides", json), Overrides::read);
    }

    /** Reads them where they stand; what was reported is left out. */
    public static Overrides read(Node node) {
        Map<String, Entry> byRule = new TreeMap<>();
        node.object(ACCEPTED).forEach((id, entry) -> {
            Entry override = entry.attempt(() -> Names.id(id)) == null ? null : entry(entry);
            if (override != null) {
                byRule.put(id, override);
            }
        });
        return new Overrides(byRule);
    }

    private static @Nullable Entry entry(Node entry) {
        boolean timed = entry.json().isObject();
        if (timed && !entry.isObjectOf(List.of("limits", "until"), "an override")) {
            return null;
        }
        List<Limit> limits = LimitReader.list(timed ? entry.required("limits", LimitReader.ACCEPTED) : entry);
        Instant until = timed ? entry.field("until").text(Times.ACCEPTED, Times::parse) : null;
        return limits.isEmpty() ? null : new Entry(limits, until);
    }

    /** Writes them, so that {@link #parse} reads the same. */
    public ObjectNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(byRule).forEach((id, override) -> {
            boolean timed = override.until() != null;
            ObjectNode entry = timed ? json.putObject(id).put("until", String.valueOf(override.until())) : json;
            ArrayNode limits = entry.putArray(timed ? "limits" : id);
            override.limits().forEach(limit -> limits.add(RuleJson.write(limit)));
        });
        return json;
    }
}
