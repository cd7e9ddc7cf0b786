package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Whoever asks why is told all there is to know. */
abstract class ExplainContract extends ApiContract {

    /** Who answers. */
    abstract String source();

    JsonNode explain(String more) {
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
        assertThat(bucket.path("cost").asLong()).isEqualTo(2);
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
        assertThat(explain(",\"cost\":6").path("summary").asText())
                .startsWith("It is refused: it takes 6, with 0 of 5 left under rule default")
                .endsWith("its cost can never fit.");
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
    void saysThatTheAllowListLetItPass() {
        put("/ratelimit/allowlist/alice", "{\"reason\":\"partner\",\"expires_at\":\"2099-01-01T00:00:00Z\"}");
        JsonNode allowed = explain("");
        assertThat(allowed.path("summary").asText())
                .startsWith("It passes: alice is on the allow list (partner; by ")
                .endsWith("; until 2099-01-01T00:00:00Z).");
        assertThat(allowed.path("profile").path("from").asText()).isEqualTo("none");
        assertThat(rule(allowed, "default").path("applies").asBoolean(true)).isFalse();
        assertThat(rule(allowed, "default").path("reason").asText())
                .isEqualTo("no rule is asked about what is on the allow list");
    }

    @Test
    void saysThatNothingIsDeniedInShadow() {
        put("/ratelimit/denylist/alice", "{\"reason\":\"spam\"}");
        put("/ratelimit/mode", "{\"mode\":\"shadow\"}");
        JsonNode passed = explain(",\"cost\":6");
        assertThat(passed.path("summary").asText())
                .matches("It passes: 5 of 5 left under rule default .*, whose limit comes from the rule\\."
                        + " Its caller is listed, which decided nothing: alice is on the deny list .*\\."
                        + " The switch for everything is on shadow, so nothing is denied\\.");
        assertThat(passed.path("mode").asText()).isEqualTo("shadow");
        assertThat(rule(passed, "default").path("enforced").asBoolean(true)).isFalse();
        JsonNode bucket = passed.path("buckets").path(0);
        assertThat(bucket.path("allowed").asBoolean(true)).isFalse();
        assertThat(bucket.path("enforced").asBoolean(true)).isFalse();
        assertThat(bucket.path("before").asLong()).isEqualTo(5);
        assertThat(bucket.path("after").asLong()).isEqualTo(5);
    }

    @Test
    void namesTheRuleThatWouldHaveRefused() {
        post(
                "/ratelimit/rules",
                "{\"id\":\"shy\",\"priority\":1,\"mode\":\"shadow\",\"key\":[\"user\"],\"limits\":[\"1/1h\"]}");
        put("/ratelimit/mode", "{\"mode\":\"shadow\"}");
        assertThat(explain(",\"cost\":7").path("summary").asText())
                .startsWith("It passes: 5 of 5 left under rule default");
    }

    @Test
    void saysWhoseOwnLimitHolds() {
        put("/ratelimit/users/alice", "{\"limits\":[{\"algorithm\":\"token\",\"capacity\":9,\"refill_rate\":1}]}");
        assertThat(explain("").path("buckets").path(0).path("limit_from").asText())
                .isEqualTo("custom");
        put("/ratelimit/users/alice", "{\"overrides\":{\"default\":[\"7/1h\"]}}");
        JsonNode overridden = explain("");
        assertThat(overridden.path("buckets").path(0).path("limit_from").asText())
                .isEqualTo("override");
        assertThat(overridden.path("summary").asText())
                .endsWith("whose limit comes from the override that the user has.");
    }

    @Test
    void saysThatARequestLacksWhatARuleCountsBy() {
        post("/ratelimit/rules", "{\"id\":\"keyed\",\"key\":[\"header:X-Api-Key\"],\"limits\":[\"9/1h\"]}");
        assertThat(rule(explain(""), "keyed").path("reason").asText())
                .isEqualTo("the request has no header:X-Api-Key, by which the rule counts");
        JsonNode instead = rule(explain(",\"ip\":\"192.0.2.1\""), "keyed");
        assertThat(instead.path("reason").asText())
                .isEqualTo("the request has no header:X-Api-Key and is counted by its address instead");
        assertThat(instead.path("subject").path(0).asText()).isEqualTo("ip:192.0.2.1");
    }

    @Test
    void saysWhyPlanAndRecordSayNothingOfLimits() {
        put("/ratelimit/users/alice", "{\"plan\":\"ghost\"}");
        assertThat(explain("").path("profile").path("remark").asText())
                .isEqualTo("there is no plan ghost here, so that each rule's own limits hold");
        put("/ratelimit/plans/ghost", "{\"overrides\":{}}");
        assertThat(explain("").path("profile").has("remark")).isFalse();
        String end = put("/ratelimit/users/alice", ending("{\"plan\":\"ghost\",\"until\":\"2099-01-01T00:00:00Z\"}"))
                .json()
                .path("until")
                .asText();
        await().until(() -> explain("").path("profile").has("remark"));
        JsonNode ended = explain("").path("profile");
        assertThat(ended.path("plan").isNull()).isTrue();
        assertThat(ended.path("remark").asText()).isEqualTo("what was special about the user held until " + end);
    }

    @Test
    void saysThatNoWaitingHelpsWhoIsOnTheDenyList() {
        put("/ratelimit/denylist/alice", "{}");
        JsonNode refused = post("/ratelimit/check", "{\"user_id\":\"alice\"}").json();
        assertThat(refused.path("allowed").asBoolean(true)).isFalse();
        assertThat(refused.path("retry_after").isNull()).isTrue();
        assertThat(refused.path("retry_after_ms").isNull()).isTrue();
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
