package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Whoever asks why is told all there is to know. */
abstract class ExplainContract extends ApiContract {

    /** Who answers. */
    abstract String source();

    private JsonNode explain(String more) {
        return post("/ratelimit/check", "{\"user_id\":\"alice\",\"explain\":true" + more + "}")
                .json()
                .path("explanation");
    }

    private static JsonNode rule(JsonNode explanation, String id) {
        for (JsonNode rule : explanation.path("rules")) {
            if (rule.path("rule").asText().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + id + " in " + explanation);
    }

    @Test
    void saysNothingUnlessAsked() {
        assertThat(post("/ratelimit/check", "{\"user_id\":\"alice\"}").json().has("explanation"))
                .isFalse();
        assertThat(post("/ratelimit/check", "{\"user_id\":\"alice\",\"explain\":false}")
                        .json()
                        .has("explanation"))
                .isFalse();
    }

    @Test
    void showsBucketsBeforeAndAfter() {
        JsonNode bucket = explain(",\"cost\":2").path("buckets").path(0);
        assertThat(bucket.path("rule").asText()).isEqualTo("default");
        assertThat(bucket.path("algorithm").asText()).isEqualTo("token");
        assertThat(bucket.path("limit_from").asText()).isEqualTo("rule");
        assertThat(bucket.path("before").asLong()).isEqualTo(5);
        assertThat(bucket.path("after").asLong()).isEqualTo(3);
        assertThat(bucket.path("source").asText()).isEqualTo(source());
        assertThat(bucket.path("passes_at").isNull()).isTrue();
    }

    @Test
    void saysWhenARefusedRequestPasses() {
        explain(",\"cost\":5");
        JsonNode refused = explain("");
        assertThat(refused.path("summary").asText())
                .matches(
                        "It is refused: 0 of 5 left under rule default \\(counting alice\\), whose limit comes from the"
                                + " rule; it fits at 20\\S+Z if nobody else takes\\.");
        assertThat(refused.path("passes_at").asText()).matches("20\\S+Z");
        assertThat(refused.path("buckets").path(0).path("passes_at")).isEqualTo(refused.path("passes_at"));
        assertThat(explain(",\"cost\":6").path("summary").asText()).endsWith("its cost can never fit.");
    }

    @Test
    void saysWhichRulesApplyAndWhyOthersDoNot() {
        post(
                "/ratelimit/rules",
                "{\"id\":\"search\",\"when\":{\"all\":[{\"path\":\"/search/**\"},{\"method\":\"POST\"}]},\"key\":[\"user\"],"
                        + "\"limits\":[\"9/1h\"]}");
        JsonNode missed = rule(explain(",\"path\":\"/search/books\""), "search");
        assertThat(missed.path("applies").asBoolean(true)).isFalse();
        assertThat(missed.path("reason").asText())
                .isEqualTo("{\"method\":[\"POST\"]} does not hold: the method is GET");
        assertThat(missed.path("unmet").path("condition").path("method").path(0).asText())
                .isEqualTo("POST");
        assertThat(missed.path("unmet").path("found").asText()).isEqualTo("the method is GET");

        JsonNode met = explain(",\"path\":\"/search/books\",\"method\":\"POST\"");
        assertThat(rule(met, "search").path("applies").asBoolean()).isTrue();
        assertThat(rule(met, "search").path("enforced").asBoolean()).isTrue();
        assertThat(rule(met, "search").path("origin").asText()).isEqualTo("stored");
        assertThat(rule(met, "search").path("subject").path(0).asText()).isEqualTo("alice");
        assertThat(met.path("buckets")).hasSize(2);
    }

    @Test
    void saysWhosePlanAndRecordWereUsed() {
        put("/ratelimit/plans/pro", "{\"overrides\":{\"default\":[\"7/1h\"]}}");
        put("/ratelimit/users/alice", "{\"plan\":\"pro\"}");
        JsonNode first = explain("");
        assertThat(first.path("profile").path("plan").asText()).isEqualTo("pro");
        assertThat(first.path("profile").path("version").asLong()).isPositive();
        assertThat(first.path("profile").path("from").asText()).isEqualTo("store");
        assertThat(first.path("buckets").path(0).path("limit_from").asText()).isEqualTo("plan");
        assertThat(first.path("buckets").path(0).path("limit").asLong()).isEqualTo(7);
        assertThat(explain("").path("profile").path("from").asText()).isEqualTo("near-cache");
    }

    @Test
    void namesTheEntryOfAList() {
        put("/ratelimit/denylist/alice", "{\"reason\":\"spam\"}");
        JsonNode denied = explain("");
        assertThat(denied.path("summary").asText())
                .startsWith("It is refused: alice is on the deny list (spam; by ")
                .endsWith("; without an end).");
        assertThat(denied.path("list").path("entry").path("reason").asText()).isEqualTo("spam");
        put("/ratelimit/mode", "{\"mode\":\"off\"}");
        assertThat(explain("").path("summary").asText()).isEqualTo("It passes: the switch for everything is off.");
    }

    @Test
    void explainsInABatch() {
        JsonNode answers = post(
                        "/ratelimit/check/batch", "[{\"user_id\":\"alice\",\"explain\":true},{\"user_id\":\"bob\"}]")
                .json();
        assertThat(answers.path(0).path("explanation").path("summary").asText()).startsWith("It passes: 4 of 5 left");
        assertThat(answers.path(1).has("explanation")).isFalse();
    }
}
