package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers in a description their examples: those that it lists by their shapes, and texts and problems as the
 * description of the answer has them.
 */
final class Examples {

    private static final String POINTER = "#/components/examples/";
    private static final String SHAPES = "#/components/schemas/";
    private static final Pattern QUOTE = Pattern.compile("^`([^`]+)`");
    private static final Problem BAD_REQUEST =
            Problem.ofField("cost", "cost -1 is out of range; accepted are 0 to " + Rule.MAX_COST);

    private final JsonNode listed;

    Examples(JsonNode listed) {
        this.listed = listed;
    }

    void addTo(String status, JsonNode response) {
        response.path("content").forEachEntry((type, media) -> {
            if (type.equals(Problem.MEDIA_TYPE)) {
                ((ObjectNode) media).set("example", problem(Integer.parseInt(status), response));
            } else if (type.equals("text/plain")) {
                ((ObjectNode) media).put("example", quoted(response));
            } else {
                add(status, (ObjectNode) media);
            }
        });
    }

    private static JsonNode problem(int status, JsonNode response) {
        if (status == 400) {
            return Json.MAPPER.valueToTree(BAD_REQUEST);
        }
        String told = response.path("description").asText().replace("`", "");
        boolean ofText = response.path("content").has("text/plain");
        return Json.MAPPER.valueToTree(ofText ? Problem.of(status) : Problem.of(status, told + "."));
    }

    private void add(String status, ObjectNode media) {
        JsonNode schema = media.path("schema");
        String item = name(status, schema.path("items"));
        if (listed.has(item)) {
            media.putArray("example").add(listed.path(item).path("value"));
        }
        refer(media, name(status, schema));
        schema.path("oneOf").forEach(one -> refer(media, name(status, one)));
    }

    private void refer(ObjectNode media, String name) {
        if (listed.has(name)) {
            media.withObjectProperty("examples").putObject(name).put("$ref", POINTER + name);
        }
    }

    private String name(String status, JsonNode schema) {
        String shape = shape(schema);
        String ofStatus = shape + "." + status;
        return listed.has(ofStatus) ? ofStatus : shape;
    }

    /** The name of the shape that a schema refers to; empty where it does not. */
    static String shape(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith(SHAPES) ? reference.substring(SHAPES.length()) : "";
    }

    /** The text with which a description begins; null where it does not begin with one. */
    static @Nullable String quoted(JsonNode response) {
        Matcher quote = QUOTE.matcher(response.path("description").asText());
        return quote.find() ? quote.group(1).replace("\\n", "\n") : null;
    }
}
