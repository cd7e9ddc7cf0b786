package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RuleRepository} keeps its rules: the JSON of each, to which the store adds {@code version},
 * {@code created_at} and {@code updated_at} (Unix seconds).
 */
public final class StoredRuleJson {

    private static final int MOST_RULES = 10_000;

    private StoredRuleJson() {}

    /**
     * Reads what is stored.
     *
     * @param texts the JSON of each rule, by id
     * @param version of the set
     * @throws RulesException listing every fault
     */
    public static StoredRules read(Map<String, String> texts, long version) {
        List<Fault> faults = new ArrayList<>();
        List<StoredRule> rules = new ArrayList<>();
        if (texts.size() > MOST_RULES) {
            faults.add(new Fault("", texts.size() + " rules; accepted are at most 10,000"));
        }
        texts.forEach((id, text) -> {
            StoredRule rule = faults.isEmpty() ? read(id, text, faults) : null;
            if (rule != null) {
                rules.add(rule);
            }
        });
        if (!faults.isEmpty()) {
            throw new RulesException("the stored rules", faults);
        }
        rules.sort((one, other) -> one.rule().id().compareTo(other.rule().id()));
        return new StoredRules(rules, version);
    }

    /** The JSON of a rule with its version and times. */
    public static String write(StoredRule stored) {
        return RuleJson.write(stored.rule())
                .put("version", stored.version())
                .put("created_at", stored.createdAt().getEpochSecond())
                .put("updated_at", stored.updatedAt().getEpochSecond())
                .toString();
    }

    /** The texts of a JSON object of texts. */
    public static Map<String, String> texts(@Nullable String json) {
        Map<String, String> texts = new TreeMap<>();
        if (json != null) {
            RulesFile.tree("a change of rules", json)
                    .properties()
                    .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        }
        return texts;
    }

    private static @Nullable StoredRule read(String id, String text, List<Fault> faults) {
        JsonNode json;
        try {
            json = RulesFile.tree("rule " + id, text);
        } catch (RulesException e) {
            e.faults().forEach(fault -> faults.add(new Fault(id, fault.message())));
            return null;
        }
        Rule rule = RuleReader.read(new Node(id, json, faults));
        if (rule != null && !rule.id().equals(id)) {
            faults.add(new Fault(id, "\"" + rule.id() + "\" is the id within; accepted is the same one"));
        }
        return rule == null
                ? null
                : new StoredRule(
                        rule.from(Origin.STORED),
                        json.path("version").asLong(),
                        Instant.ofEpochSecond(json.path("created_at").asLong()),
                        Instant.ofEpochSecond(json.path("updated_at").asLong()));
    }
}
