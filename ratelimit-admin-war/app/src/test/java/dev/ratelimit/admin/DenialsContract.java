package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The latest denials, as they are told. */
abstract class DenialsContract extends ApiContract {

    private JsonNode denials(String query) {
        Answer answer = server.get("/ratelimit/analytics/denials" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Once everything that has come was written, which takes some seconds. */
    private JsonNode after(int denials) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> denials("").get("denials").size() == denials);
        return denials("").get("denials");
    }

    private void come(String user, String path) {
        post("/ratelimit/check", "{\"user_id\": \"" + user + "\", \"path\": \"" + path + "\", \"method\": \"POST\"}");
    }

    @Test
    void tellsOfNothingWhereNothingWasDenied() {
        assertThat(denials("").toString()).isEqualTo("{\"sampled\":\"1 in 1\",\"denials\":[]}");
    }

    @Test
    void tellsWhoWasDeniedWhereAndByWhatTheNewestFirst() {
        post(
                "/ratelimit/rules",
                "{\"id\": \"orders\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"1/1d\"], \"cost\": 1}");
        post(
                "/ratelimit/rules",
                "{\"id\": \"draft\", \"mode\": \"shadow\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"1/1d\"]}");
        put("/ratelimit/denylist/mallory", "{\"reason\": \"spam\"}");
        Instant start = Instant.now().minusSeconds(1);
        come("alice", "/orders/17");
        come("alice", "/orders/18");
        for (int i = 0; i < 6; i++) {
            server.get("/check?user_id=bob");
        }
        come("mallory", "/search");
        JsonNode all = after(3);
        assertThat(all.findValuesAsText("user_id")).containsExactly("mallory", "bob", "alice");
        assertThat(all.get(0).get("rules")).isEmpty();
        assertThat(all.get(0).get("route").asText()).isEqualTo("/search");
        assertThat(all.get(1).get("rules").toString()).isEqualTo("[\"default\"]");
        assertThat(all.get(1).get("route").isNull()).isTrue();
        assertThat(all.get(1).get("method").isNull()).isTrue();
        assertThat(all.get(2).get("rules").toString()).isEqualTo("[\"orders\"]");
        assertThat(all.get(2).get("route").asText()).isEqualTo("/orders/*");
        assertThat(all.get(2).get("method").asText()).isEqualTo("POST");
        assertThat(Instant.parse(all.get(2).get("at").asText())).isBetween(start, Instant.now());
        assertThat(denials("?limit=2").get("denials").findValuesAsText("user_id"))
                .containsExactly("mallory", "bob");
        assertThat(denials("?to=" + start.minusSeconds(3_600)).get("denials")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=1, to",
        "limit=0, limit \\\"0\\\" is out of range",
        "limit=201, accepted are 1 to 200",
        "limit=all, limit",
        "from=2999-01-01T00:00:00Z&to=2998-01-01T00:00:00Z, is not before to",
        "size=1, there is no parameter"
    })
    void refusesWhatItCannotTell(String query, String message) {
        Answer answer = server.get("/ratelimit/analytics/denials?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }
}
