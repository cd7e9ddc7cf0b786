package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Difference;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whole sets of rules in requests and answers. */
final class RuleSets {

    private static final String SHAPE = "a rules file such as {\"rules\": [ … ]}";

    /** The end of the year 9999. */
    private static final long LAST = 253_402_300_799L;

    private static final List<String> TIMES = List.of("created_at", "updated_at");

    private RuleSets() {}

    /** The rules of a body in the shape of a rules file, which must not have plans: these are put one by one. */
    static List<Rule> read(@Nullable JsonNode body) {
        RulesFile file = Bodies.refusing(
                () -> RulesFile.parse(Bodies.required(body, SHAPE).toString()));
        if (!file.plans().isEmpty()) {
            throw Problem.badRequest(
                    "the body has plans; accepted are rules alone, and plans at /ratelimit/plans/{name}");
        }
        List<FieldError> taken = Ids.unnameable(file.rules());
        if (!taken.isEmpty()) {
            throw Problem.faulty(taken);
        }
        return file.rules();
    }

    /** Whether a parameter asks for nothing to be changed. */
    static boolean isDryRun(@Nullable String dryRun) {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (dryRun.equals("true")) {
            return true;
        }
        throw Problem.badRequest("dry_run \"" + dryRun + "\" is neither true nor false; accepted are these");
    }

    /** What a change was, or would be. */
    static ObjectNode view(Difference difference, long version, boolean dryRun) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dry_run", dryRun).put("version", version);
        json.set("before", each(difference.before()));
        json.set("after", each(difference.after()));
        return json;
    }

    /** JSON by id, as histories keep it in texts. */
    static ObjectNode each(Map<String, String> texts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(texts).forEach((id, text) -> json.set(id, tree(text)));
        return json;
    }

    /** Redis has seconds, answers have texts. */
    private static void tellTime(ObjectNode json, String field) {
        JsonNode seconds = json.path(field);
        if (seconds.isIntegralNumber() && seconds.longValue() >= 0 && seconds.longValue() <= LAST) {
            json.put(field, Instant.ofEpochSecond(seconds.longValue()).toString());
        }
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json instanceof ObjectNode object) {
                TIMES.forEach(time -> tellTime(object, time));
            }
            return json;
        } catch (JsonProcessingException e) {
            // Somebody wrote the history past us; what it says is shown as it is.
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
