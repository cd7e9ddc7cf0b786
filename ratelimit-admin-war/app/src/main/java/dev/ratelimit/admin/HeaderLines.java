package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import java.util.List;
import java.util.Set;

/**
 * Tells in a description which header lines an answer of a resource has, by its status and the shape of its body. That
 * answers have these and no others is tested with every exchange of the tests.
 */
final class HeaderLines {

    private static final String POINTER = "#/components/headers/";

    /** The shapes whose version is the ETag. That of a user's status covers a part of it only, so that it is none. */
    private static final Set<String> VERSIONED =
            Set.of("Difference", "Plan", "Plans", "Rollback", "Rule", "Rules", "UserRecord");

    private static final List<String> OF_CHECKS =
            ResponseHeaders.standard(ResponseOptions.defaults()).names();

    /** Of a check: whoever is on the deny list is not counted. */
    private static final String LISTED = "403";

    private HeaderLines() {}

    static void addTo(String status, ObjectNode response) {
        if (status.equals("201")) {
            add(response, "Location", "Location");
        }
        for (JsonNode media : response.path("content")) {
            JsonNode schema = media.path("schema");
            if (VERSIONED.contains(Examples.shape(schema))) {
                add(response, "ETag", "ETag");
            }
            for (JsonNode one : schema.path("oneOf")) {
                if (VERSIONED.contains(Examples.shape(one))) {
                    add(response, "ETag", "ETagOfOne");
                }
            }
            if (Examples.shape(schema).equals("CheckAnswer") && !status.equals(LISTED)) {
                addOfCheck(status, response);
            }
        }
    }

    private static void addOfCheck(String status, ObjectNode response) {
        OF_CHECKS.stream()
                .filter(name -> !name.equals("Retry-After") || !status.equals("200"))
                .forEach(name -> add(response, name, name));
    }

    private static void add(ObjectNode response, String name, String component) {
        response.withObjectProperty("headers").putObject(name).put("$ref", POINTER + component);
    }
}
