package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who shares the store, as it is told. */
abstract class NodesContract extends ApiContract {

    /** Who decides. */
    abstract String decidedBy();

    JsonNode nodes() {
        Answer answer = server.get("/ratelimit/nodes");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("nodes");
    }

    @Test
    void theNodeThatAnswersIsTheFirst() {
        JsonNode self = nodes().get(0);
        assertThat(self.get("self").asBoolean()).isTrue();
        assertThat(self.get("node").asText()).matches("[0-9a-f]{12}");
        assertThat(self.get("host").asText()).isNotBlank();
        assertThat(self.get("app").isNull()).isTrue();
        assertThat(self.get("version").asText()).matches("[0-9]+[.][0-9].*");
        assertThat(self.get("java").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(self.get("store").asText()).isEqualTo(decidedBy());
        Instant seen = Instant.parse(self.get("seen_at").asText());
        assertThat(Duration.between(seen, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(Instant.parse(self.get("started_at").asText())).isBeforeOrEqualTo(seen);
    }

    @Test
    void theNodeKnowsWhatWasChanged() {
        assertThat(nodes().at("/0/rules_version").asLong()).isZero();
        assertThat(nodes().at("/0/mode").asText()).isEqualTo("enforce");
        post("/ratelimit/rules", "{\"id\": \"search\", \"limits\": [\"1/1d\"]}");
        put("/ratelimit/mode", "{\"mode\": \"shadow\"}");
        assertThat(nodes().at("/0/rules_version").asLong())
                .isEqualTo(server.get("/ratelimit/rules").json().get("version").asLong())
                .isPositive();
        assertThat(nodes().at("/0/mode").asText()).isEqualTo("shadow");
    }
}
