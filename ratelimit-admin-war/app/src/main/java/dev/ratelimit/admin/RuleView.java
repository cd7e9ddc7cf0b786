package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule as answers show it: as a file would have it, where it came from, and what is odd about it. */
final class RuleView {

    private RuleView() {}

    /** @param stored its version and times, where it is a stored one */
    static ObjectNode of(Rule rule, @Nullable Stored<Rule> stored, List<Finding> findings) {
        ObjectNode json = RuleJson.write(rule);
        json.put("origin", rule.origin().id());
        Versions.put(json, stored);
        ArrayNode told = json.putArray("findings");
        findings.stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .forEach(finding -> told.add(finding.message()));
        return json;
    }

    /** All rules in the order in which they are asked. */
    static ObjectNode of(RuleSet rules, StoredSet<Rule> stored, List<Finding> findings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("rules");
        rules.rules().forEach(rule -> list.add(of(rule, stored.find(rule.id()).orElse(null), findings)));
        ArrayNode told = json.putArray("findings");
        findings.forEach(finding -> told.add(finding.toString()));
        return json.put("version", stored.version());
    }
}
