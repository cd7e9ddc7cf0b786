package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users of a kind get: limits in place of those of some rules, and whatever rules have a condition on the plan.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 */
public record Plan(String name, Overrides overrides) {

    // The last three are part of what the admin API answers, so that it can be sent back; here they say nothing.
    private static final List<String> KNOWN = List.of("overrides", "name", "version", "created_at", "updated_at");

    /** @throws IllegalArgumentException naming what is no name */
    public Plan {
        Names.id(name);
    }

    static ObjectNode write(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("overrides", plan.overrides().write());
        return json;
    }

    private static String same(String given, String name) {
        if (!given.equals(name)) {
            throw new IllegalArgumentException("\"" + given + "\" is not the name of its place, \"" + name + "\"");
        }
        return given;
    }

    /** The plan, or null when something in it was reported. */
    static @Nullable Plan read(String name, Node node) {
        int before = node.faults().size();
        node.attempt(() -> Names.id(name));
        if (!node.isObjectOf(KNOWN, "a plan")) {
            return null;
        }
        node.field("name").text("the plan's own name", given -> same(given, name));
        Node overrides = node.field("overrides");
        Overrides read = overrides.present() ? Overrides.read(overrides) : Overrides.NONE;
        return node.faults().size() > before ? null : new Plan(name, read);
    }
}
