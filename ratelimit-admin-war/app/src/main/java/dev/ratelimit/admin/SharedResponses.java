package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Gives every operation of a description the responses that come before its resource, which the description lists under
 * {@code components}, and every error of the JSON family its shape. What an operation says itself stays.
 */
final class SharedResponses {

    private static final String POINTER = "/components/responses";
    private static final String JSON_FAMILY = "/ratelimit/";
    private static final Set<String> OF_TOKENS = Set.of("401", "429");

    private SharedResponses() {}

    static void addTo(JsonNode description) {
        JsonNode shared = description.at(POINTER);
        Examples examples = new Examples(description.at("/components/examples"));
        shared.forEachEntry((status, response) -> examples.addTo(status, response));
        description
                .path("paths")
                .forEachEntry((path, operations) ->
                        operations.forEach(operation -> add((ObjectNode) operation, path, shared, examples)));
    }

    private static void add(ObjectNode operation, String path, JsonNode shared, Examples examples) {
        boolean open = path.equals(Guard.HEALTH);
        ObjectNode responses = (ObjectNode) operation.get("responses");
        nameSuccess(responses);
        responses.forEachEntry((status, response) -> {
            HeaderLines.addTo(status, (ObjectNode) response);
            shape(status, (ObjectNode) response, path);
            examples.addTo(status, response);
        });
        shared.fieldNames().forEachRemaining(status -> {
            if (!responses.has(status) && !(open && OF_TOKENS.contains(status))) {
                responses.putObject(status).put("$ref", "#" + POINTER + "/" + status);
            }
        });
        if (open) {
            operation.putArray("security");
        }
    }

    /** Errors may be problems, and in the plain family what the description quotes. */
    private static void shape(String status, ObjectNode response, String path) {
        if (!path.startsWith(JSON_FAMILY) && Examples.quoted(response) != null) {
            schema(response, "text/plain").put("type", "string");
        }
        if (status.compareTo("400") >= 0) {
            schema(response, Problem.MEDIA_TYPE).put("$ref", "#/components/schemas/Problem");
        }
    }

    private static ObjectNode schema(ObjectNode response, String type) {
        return response.withObjectProperty("content").putObject(type).putObject("schema");
    }

    /** Without an annotation that names the status, the generator calls it the default. */
    private static void nameSuccess(ObjectNode responses) {
        if (responses.remove("default") instanceof ObjectNode success) {
            responses.set("200", success.put("description", "done"));
        }
    }
}
