package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                    .contains("400", "401", "403", "405", "413", "429", "503")
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
    void everyReferenceLeadsSomewhere() {
        assertThat(description.findValuesAsText("$ref"))
                .contains("#/components/responses/401", "#/components/schemas/Problem")
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
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
