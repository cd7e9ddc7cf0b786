package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Gives every operation of a description the responses that come before its resource, which the description lists under
 * {@code components}. What an operation says of a status itself stays.
 */
final class SharedResponses {

    private static final String POINTER = "/components/responses";
    private static final Set<String> OF_TOKENS = Set.of("401", "429");

    private SharedResponses() {}

    static void addTo(JsonNode description) {
        JsonNode shared = description.at(POINTER);
        description
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEach(
                        operation -> add((ObjectNode) operation, path.equals(Guard.HEALTH), shared)));
    }

    private static void add(ObjectNode operation, boolean open, JsonNode shared) {
        ObjectNode responses = (ObjectNode) operation.get("responses");
        nameSuccess(responses);
        shared.fieldNames().forEachRemaining(status -> {
            if (!responses.has(status) && !(open && OF_TOKENS.contains(status))) {
                responses.putObject(status).put("$ref", "#" + POINTER + "/" + status);
            }
        });
        if (open) {
            operation.putArray("security");
        }
    }

    /** Without an annotation that names the status, the generator calls it the default. */
    private static void nameSuccess(ObjectNode responses) {
        if (responses.remove("default") instanceof ObjectNode success) {
            responses.set("200", success.put("description", "done"));
        }
    }
}
