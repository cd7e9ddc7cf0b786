package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was decided, as it is told. */
abstract class AnalyticsContract extends ApiContract {

    private JsonNode analytics(String query) {
        Answer answer = server.get("/ratelimit/analytics" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Once everything that has come was stored, which takes a second. */
    private JsonNode after(long requests) {
        await().until(() -> analytics("").at("/totals/requests").asLong() == requests);
        return analytics("");
    }

    private void come(String user, int times) {
        for (int i = 0; i < times; i++) {
            server.get("/check?user_id=" + user);
        }
    }

    @Test
    void tellsOfNothingWhereNothingCame() {
        JsonNode none = analytics("");
        assertThat(none.get("step").asText()).isEqualTo("1m");
        assertThat(none.get("series").size()).isEqualTo(61);
        assertThat(none.get("totals").toString()).isEqualTo("{\"requests\":0,\"allowed\":0,\"denied\":0}");
        assertThat(none.at("/near_caches/denials/rate").isNull()).isTrue();
        assertThat(none.get("store").get("reachable").asBoolean()).isTrue();
    }

    @Test
    void countsWhatWasDecided() {
        come("alice", 8);
        come("bob", 2);
        JsonNode all = after(10);
        assertThat(all.get("totals").toString()).isEqualTo("{\"requests\":10,\"allowed\":7,\"denied\":3}");
        long inSeries = 0;
        for (JsonNode point : all.get("series")) {
            inSeries += point.get("denied").asLong();
        }
        assertThat(inSeries).isEqualTo(3);
        assertThat(all.get("rules").toString())
                .isEqualTo("[{\"rule\":\"default\",\"requests\":10,\"allowed\":7,\"denied\":3,\"would_deny\":0,"
                        + "\"near\":2}]");
        assertThat(all.get("users").get("distinct").asLong()).isEqualTo(2);
        assertThat(all.get("users").get("by_requests").toString())
                .isEqualTo("[{\"user_id\":\"alice\",\"count\":8},{\"user_id\":\"bob\",\"count\":2}]");
        assertThat(all.get("users").get("by_denials").toString()).isEqualTo("[{\"user_id\":\"alice\",\"count\":3}]");
        assertThat(all.at("/near_caches/profiles").toString()).isEqualTo("{\"hits\":8,\"misses\":2,\"rate\":0.8}");
        assertThat(all.get("nodes").asInt()).isEqualTo(1);
        double median = all.at("/latency/p50_us").asDouble();
        assertThat(median)
                .isPositive()
                .isLessThanOrEqualTo(all.at("/latency/p99_us").asDouble());
        assertThat(all.at("/latency/max_us").asDouble()).isGreaterThanOrEqualTo(median);
    }

    @Test
    void countsRoutesAndRulesInShadow() {
        post(
                "/ratelimit/rules",
                "{\"id\": \"draft\", \"mode\": \"shadow\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"1/1d\"]}");
        for (int i = 0; i < 4; i++) {
            post("/ratelimit/check", "{\"user_id\": \"alice\", \"path\": \"/orders/" + i + "\"}");
        }
        JsonNode all = after(4);
        assertThat(all.get("routes").toString())
                .isEqualTo("[{\"route\":\"/orders/*\",\"requests\":4,\"allowed\":4,\"denied\":0}]");
        JsonNode draft = analytics("?rule=draft").get("totals");
        assertThat(draft.toString())
                .isEqualTo(
                        "{\"rule\":\"draft\",\"requests\":4,\"allowed\":4,\"denied\":0,\"would_deny\":3,\"near\":1}");
    }

    @Test
    void tellsOfEachRuleStepByStep() {
        assertThat(server.get("/ratelimit/analytics/rules").json().get("rules")).isEmpty();
        post(
                "/ratelimit/rules",
                "{\"id\": \"draft\", \"mode\": \"shadow\", \"when\": {\"path\": \"/orders/**\"}, \"limits\": [\"1/1d\"]}");
        for (int i = 0; i < 4; i++) {
            post("/ratelimit/check", "{\"user_id\": \"alice\", \"path\": \"/orders/" + i + "\"}");
        }
        come("alice", 3);
        after(7);
        JsonNode answer = server.get("/ratelimit/analytics/rules").json();
        assertThat(answer.get("step").asText()).isEqualTo("1m");
        assertThat(answer.get("from")).isEqualTo(analytics("").get("from"));
        JsonNode first = answer.at("/rules/0");
        assertThat(first.toString())
                .startsWith(
                        "{\"rule\":\"default\",\"requests\":7,\"allowed\":5,\"denied\":2,\"would_deny\":0,\"near\":2");
        assertThat(answer.at("/rules/1").toString())
                .startsWith(
                        "{\"rule\":\"draft\",\"requests\":4,\"allowed\":4,\"denied\":0,\"would_deny\":3,\"near\":1");
        assertThat(answer.at("/rules/2").isMissingNode()).isTrue();
        assertThat(first.get("series").size()).isEqualTo(61);
        assertThat(first.get("series").findValues("requests").stream()
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isEqualTo(7);
        assertThat(first.get("series").findValues("denied").stream()
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isEqualTo(2);
        assertThat(server.get("/ratelimit/analytics/rules?step=7m").json().at("/rules/0/series"))
                .hasSize(9);
    }

    @Test
    void tellsOfThoseRulesThatWereAskedMost() {
        String rules = IntStream.range(0, 12)
                .mapToObj(i -> "{\"id\": \"r" + i + "\", \"limits\": [\"1000/1d\"]}")
                .collect(Collectors.joining(", "));
        put("/ratelimit/rules", "{\"rules\": [" + rules + "]}");
        come("alice", 1);
        after(1);
        String day = "from=" + Instant.now().minus(Duration.ofHours(47)) + "&step=1m";
        assertThat(server.get("/ratelimit/analytics/rules").json().get("rules")).hasSize(13);
        if (!store().isEmpty()) {
            assertThat(server.get("/ratelimit/analytics/rules?" + day).json().get("rules"))
                    .as("2,821 points each")
                    .hasSize(10);
        }
    }

    @Test
    void countsEvents() {
        put("/ratelimit/denylist/mallory", "{\"reason\": \"spam\"}");
        await().until(() -> analytics("").at("/events/list_changed").asLong() == 1);
        assertThat(analytics("").get("events").toString()).isEqualTo("{\"list_changed\":1}");
    }

    @Test
    void tellsOfOneUser() {
        come("alice", 7);
        after(7);
        JsonNode alice = analytics("?user=alice");
        assertThat(alice.get("tracked").asBoolean()).isTrue();
        assertThat(alice.get("requests").asLong()).isEqualTo(7);
        assertThat(alice.get("denied").asLong()).isEqualTo(2);
        assertThat(analytics("?user=nobody").get("tracked").asBoolean()).isFalse();
    }

    @Test
    void tellsOfOtherTimesAndSteps() {
        come("alice", 1);
        after(1);
        assertThat(analytics("?step=1h").at("/totals/requests").asLong()).isEqualTo(1);
        assertThat(analytics("?step=7m").get("series").size()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=1, to",
        "step=often, step",
        "step=30s, whole minutes",
        "step=999999999999d, is too long",
        "step=PT2562047788015215H, is too long",
        "from=1970-01-01T00:00:00Z, counts are kept from",
        "from=2999-01-01T00:00:00Z&to=2998-01-01T00:00:00Z, is not before to",
        "rule=a%20b, rule",
        "user=, user",
        "form=now, form"
    })
    void refusesWhatItCannotTell(String query, String message) {
        refuses("/ratelimit/analytics?" + query, message);
        if (!query.startsWith("rule=") && !query.startsWith("user=")) {
            refuses("/ratelimit/analytics/rules?" + query, message);
        }
    }

    private void refuses(String target, String message) {
        Answer answer = server.get(target);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }
}
