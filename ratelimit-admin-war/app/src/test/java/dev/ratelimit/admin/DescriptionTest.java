package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.ratelimit.rule.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What /openapi.json says of each operation. */
class DescriptionTest {

    private static JsonNode description;

    @BeforeAll
    static void read() {
        try (AdminServer server = AdminServer.start(Map.of("access", "open"))) {
            description = server.get("/openapi.json").json();
        }
    }

    @Test
    void everyOperationNamesWhatMayStandBeforeIt() {
        for (Routes.Route route : Routes.guarded()) {
            assertThat(statuses(route.path(), route.method()))
                    .as(route.toString())
                    .contains("400", "401", "403", "405", "408", "413", "429", "503")
                    .anyMatch(status -> status.startsWith("2"))
                    .doesNotContain("default");
        }
    }

    @Test
    void healthNeedsNoToken() {
        assertThat(statuses("/health", "GET")).contains("200", "405", "503").doesNotContain("401", "429");
        assertThat(operation("/health", "GET").get("security").isEmpty()).isTrue();
    }

    @Test
    void whatAnOperationSaysItselfStays() {
        assertThat(operation("/check", "GET").at("/responses/429/description").asText())
                .isEqualTo("`rate limit exceeded`");
        assertThat(operation("/ratelimit/users", "GET")
                        .at("/responses/200/content/application~1json/schema/oneOf/0/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Page");
    }

    @Test
    void aRuleMayBeFromAnywhere() {
        assertThat(description.at("/components/schemas/Rule/properties/origin/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Stream.of(Origin.values()).map(Origin::id).toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(description.findValuesAsText("$ref"))
                .contains("#/components/responses/401", "#/components/schemas/Problem")
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void everyErrorOfTheJsonFamilyHasAShape() {
        for (Routes.Route route : Routes.guarded()) {
            if (route.path().startsWith("/ratelimit/")) {
                operation(route.path(), route.method()).get("responses").forEachEntry((status, response) -> {
                    boolean error = status.compareTo("400") >= 0;
                    assertThat(!error || response.has("content") || response.has("$ref"))
                            .as(route + " " + status)
                            .isTrue();
                });
            }
        }
    }

    @Test
    void whatIsSentHasAnExample() {
        for (Routes.Route route : Routes.all()) {
            JsonNode operation = operation(route.path(), route.method());
            if (operation.has("requestBody")) {
                holdExamples(operation.get("requestBody"), route.toString());
            }
        }
        assertThat(operation("/ratelimit/users/{user_id}", "PUT")
                        .at("/requestBody/content/application~1json")
                        .toString())
                .contains("\"plan\":\"pro\"", "#/components/schemas/Customisation");
    }

    @Test
    void whatIsAnsweredHasAnExample() {
        for (Routes.Route route : Routes.all()) {
            operation(route.path(), route.method()).get("responses").forEachEntry((status, response) -> {
                JsonNode answer = resolved(response);
                assertThat(answer.path("description").asText())
                        .as(route + " " + status)
                        .isNotEmpty();
                if (!status.equals("204")) {
                    holdExamples(answer, route + " " + status);
                }
            });
        }
    }

    @Test
    void examplesOfShapesAreOfThem() {
        description.at("/components/schemas").forEachEntry((name, schema) -> {
            if (schema.has("example")) {
                Description.check(schema, schema.get("example"), name);
            }
        });
    }

    @Test
    void everyShapeNamesAllOfItsFields() {
        description
                .at("/components/schemas")
                .forEachEntry((name, schema) -> assertThat(!schema.has("properties")
                                || schema.path("additionalProperties").equals(BooleanNode.FALSE))
                        .as(name)
                        .isTrue());
    }

    private static void holdExamples(JsonNode message, String what) {
        assertThat(message.path("content")).as(what).isNotEmpty();
        message.get("content").forEachEntry((type, media) -> {
            List<JsonNode> examples = examples(media);
            assertThat(examples).as(what + " " + type).isNotEmpty();
            examples.forEach(example -> Description.check(media.path("schema"), example, what + " " + example));
        });
    }

    private static List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(example -> examples.add(resolved(example).get("value")));
        return examples;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").asText().substring(1)) : node;
    }

    @Test
    void whatIsAnsweredHasASchema() {
        assertThat(success("/ratelimit/status/{user_id}", "GET")).contains("#/components/schemas/UserStatus");
        assertThat(success("/ratelimit/me", "GET")).contains("#/components/schemas/Standing");
        assertThat(success("/ratelimit/check/batch", "POST")).contains("#/components/schemas/CheckAnswer", "array");
        assertThat(success("/ratelimit/users/{user_id}", "GET")).contains("#/components/schemas/UserRecord");
        assertThat(description
                        .at("/components/schemas/Problem/properties/errors/items/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/FieldError");
    }

    private static String success(String path, String method) {
        return operation(path, method)
                .at("/responses/200/content/application~1json")
                .toString();
    }

    private static List<String> statuses(String path, String method) {
        List<String> statuses = new ArrayList<>();
        operation(path, method).get("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    private static JsonNode operation(String path, String method) {
        return description.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    }
}
