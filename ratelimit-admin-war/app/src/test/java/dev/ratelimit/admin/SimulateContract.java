package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a draft of a rule would have done to what has come. */
abstract class SimulateContract extends ApiContract {

    private JsonNode simulate(String draft) {
        Answer answer = server.post("/ratelimit/rules/simulate", draft, JSON);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Once all that has come was written, which takes some seconds. */
    private JsonNode after(long requests, String draft) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> simulate(draft).get("requests").asLong() == requests);
        return simulate(draft);
    }

    private void come(String user, String path, int times) {
        for (int i = 0; i < times; i++) {
            post(
                    "/ratelimit/check",
                    "{\"user_id\": \"" + user + "\", \"path\": \"" + path + "\", \"method\": \"GET\"}");
        }
    }

    @Test
    void tellsOfNothingWhereNothingCame() {
        JsonNode none = simulate("{\"rule\": {\"limits\": [\"1/1h\"]}}");
        assertThat(none.get("requests").asLong()).isZero();
        assertThat(none.at("/totals/denied").asLong()).isZero();
        assertThat(none.get("rule").asText()).isEqualTo("draft");
    }

    @Test
    void tellsWhatWouldHaveBeenDeniedBesideWhatWas() {
        post("/ratelimit/rules", "{\"id\": \"orders\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"3/1d\"]}");
        come("alice", "/orders/17", 4);
        come("alice", "/search", 1);
        come("bob", "/orders/18", 2);
        JsonNode stricter = after(
                7, "{\"rule\": {\"id\": \"orders\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"1/1d\"]}}");
        assertThat(stricter.get("sampled").asText()).isEqualTo("1 in 1");
        assertThat(stricter.get("totals").toString())
                .isEqualTo("{\"requests\":6,\"denied\":4,\"current_denied\":1,\"current_would_deny\":0,"
                        + "\"newly_denied\":3,\"no_longer_denied\":0}");
        assertThat(stricter.at("/by_user/0/user_id").asText()).isEqualTo("alice");
        assertThat(stricter.at("/by_user/0/totals/denied").asLong()).isEqualTo(3);
        assertThat(stricter.at("/by_user/1/user_id").asText()).isEqualTo("bob");
        assertThat(stricter.at("/by_route/0/route").asText()).isEqualTo("/orders/*");
        long inSeries = 0;
        for (JsonNode point : stricter.get("series")) {
            inSeries += point.get("denied").asLong();
        }
        assertThat(inSeries).isEqualTo(4);
        JsonNode looser = simulate(
                "{\"rule\": {\"id\": \"orders\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"9/1d\"]}}");
        assertThat(looser.at("/totals/no_longer_denied").asLong()).isEqualTo(1);
        assertThat(looser.at("/totals/denied").asLong()).isZero();
    }

    @Test
    void saysWhatItTookForGranted() {
        come("alice", "/orders/17", 3);
        JsonNode doubted = after(
                3, "{\"rule\": {\"when\": {\"path\": \"/orders/17\"}, \"limits\": [\"1/1d\"], \"mode\": \"shadow\"}}");
        assertThat(doubted.at("/totals/requests").asLong()).isZero();
        assertThat(doubted.get("assumptions").toString())
                .contains("3 requests for /orders/* may be meant", "as good as new", "is enforced, for everybody");
    }

    @Test
    void tellsOfTimesThatAreToCome() {
        JsonNode none = simulate("{\"rule\": {\"limits\": [\"1/1h\"]}, \"from\": \"2999-01-01T00:00:00Z\"}");
        assertThat(none.get("requests").asLong()).isZero();
    }
}
