package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a user stands. */
abstract class StatusContract extends ApiContract {

    private static final String SEARCH =
            "{\"id\": \"search\", \"when\": {\"path\": \"/search/**\"}, \"cost\": 2, \"limits\":"
                    + " [{\"algorithm\": \"fixed_window\", \"limit\": 6, \"window\": \"1d\"},"
                    + " {\"algorithm\": \"token\", \"name\": \"a\", \"limit\": 8, \"window\": \"1d\"},"
                    + " {\"algorithm\": \"token\", \"name\": \"b\", \"limit\": 9, \"window\": \"1d\"}]}";

    private JsonNode status(String user) {
        Answer answer = server.get("/ratelimit/status/" + user);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The bucket of a policy. */
    private static JsonNode bucket(JsonNode status, String policy) {
        for (JsonNode bucket : status.get("buckets")) {
            if (bucket.get("policy").asText().equals(policy)) {
                return bucket;
            }
        }
        throw new AssertionError("no bucket of " + policy + " in " + status);
    }

    @Test
    void tellsWhoeverAsksWhichListDecidesAboutHim() {
        assertThat(server.get("/ratelimit/me").json().get("list").isNull()).isTrue();
        put("/ratelimit/allowlist/ip:127.0.0.1", "{}");
        assertThat(list()).isEqualTo("allow");
        put("/ratelimit/denylist/ip:127.0.0.1", "{}");
        assertThat(list()).isEqualTo("deny");
        put("/ratelimit/mode", "{\"mode\": \"shadow\"}");
        assertThat(list()).as("nobody is denied").isEqualTo("null");
        delete("/ratelimit/denylist/ip:127.0.0.1");
        assertThat(list()).isEqualTo("allow");
        put("/ratelimit/mode", "{\"mode\": \"off\"}");
        assertThat(list()).as("nothing decides").isEqualTo("null");
    }

    private String list() {
        return server.get("/ratelimit/me").json().get("list").asText();
    }

    @Test
    void showsEveryBucketWithoutCharging() {
        post("/ratelimit/rules", SEARCH);
        post("/ratelimit/check", "{\"user_id\": \"alice\", \"path\": \"/search/a\"}");
        for (int i = 0; i < 3; i++) {
            JsonNode status = status("alice");
            assertThat(status.get("buckets").findValuesAsText("policy"))
                    .containsExactly("search.fixed_window", "search.a", "search.b", "default");
            assertThat(bucket(status, "search.fixed_window").toString())
                    .matches("\\{\"rule\":\"search\",\"policy\":\"search.fixed_window\",\"algorithm\":\"fixed_window\","
                            + "\"limit\":6,\"window\":\"1d\",\"cost\":2,\"enforced\":true,\"remaining\":4,"
                            + "\"reset\":\\d{10},\"retry_after\":0,\"retry_after_ms\":0,"
                            + "\"source\":\"(redis|memory)\"}");
            assertThat(bucket(status, "search.b").get("remaining").asInt()).isEqualTo(7);
            assertThat(bucket(status, "default").get("remaining").asInt()).isEqualTo(4);
        }
    }

    @Test
    void saysThatNothingIsEnforcedWhileTheSwitchIsNotOnEnforce() {
        check("alice");
        for (String mode : List.of("shadow", "off")) {
            put("/ratelimit/mode", "{\"mode\":\"" + mode + "\"}");
            assertThat(bucket(status("alice"), "default").get("enforced").asBoolean(true))
                    .as(mode)
                    .isFalse();
            JsonNode me = server.get("/ratelimit/me").json();
            assertThat(me.at("/limits/0/enforced").asBoolean(true)).as(mode).isFalse();
        }
        put("/ratelimit/mode", "{\"mode\":\"enforce\"}");
        assertThat(bucket(status("alice"), "default").get("enforced").asBoolean())
                .isTrue();
    }

    @Test
    void tellsHowLongToWaitForOneMoreRequest() {
        post("/ratelimit/rules", SEARCH);
        post("/ratelimit/check", "{\"user_id\": \"alice\", \"path\": \"/search/a\", \"cost\": 3}");
        JsonNode empty = bucket(status("alice"), "search.fixed_window");
        assertThat(empty.get("remaining").asInt()).isZero();
        assertThat(empty.get("retry_after").asLong()).isBetween(1L, 86_400L);
        assertThat(empty.get("reset").asLong() - empty.get("retry_after").asLong())
                .isCloseTo(System.currentTimeMillis() / 1000, within(5L));
    }

    @Test
    void showsWhatIsSpecialAboutTheUser() {
        put(
                "/ratelimit/users/alice",
                "{\"plan\": \"pro\", \"limits\": [{\"algorithm\": \"token\", \"capacity\": 9, \"refill_rate\": 0.001}],"
                        + " \"overrides\": {\"search\": [\"7/1h\"]}, \"until\": \"2099-01-01T00:00:00Z\"}");
        post("/ratelimit/rules", SEARCH);
        put("/ratelimit/denylist/alice", "{\"reason\": \"spam\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
        JsonNode status = status("alice");
        assertThat(status.get("user_id").asText()).isEqualTo("alice");
        assertThat(status.get("plan").asText()).isEqualTo("pro");
        assertThat(status.at("/limits/0/capacity").asInt()).isEqualTo(9);
        assertThat(status.get("until").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(status.get("custom").asBoolean()).isTrue();
        assertThat(bucket(status, "default").get("limit").asInt()).isEqualTo(9);
        assertThat(bucket(status, "search").get("limit").asInt()).isEqualTo(7);
        assertThat(status.at("/deny_list/reason").asText()).isEqualTo("spam");
        assertThat(status.at("/deny_list/expires_at").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(status.has("allow_list")).isFalse();
        put("/ratelimit/allowlist/alice", "{}");
        assertThat(status("alice").at("/allow_list/entry").asText()).isEqualTo("alice");
    }

    @Test
    void namesTheRulesThatTheIdAloneCannotTell() {
        post("/ratelimit/rules", "{\"id\": \"per-path\", \"key\": [\"user\", \"path\"], \"limits\": [\"5/1h\"]}");
        post("/ratelimit/rules", "{\"id\": \"by-ip\", \"key\": [\"ip\"], \"limits\": [\"5/1h\"]}");
        post("/ratelimit/rules", "{\"id\": \"idle\", \"enabled\": false, \"limits\": [\"5/1h\"]}");
        check("alice");
        JsonNode status = status("alice");
        assertThat(status.get("buckets").findValuesAsText("rule")).containsExactly("default");
        assertThat(status.get("other_rules").findValuesAsText("rule")).containsExactly("per-path");
        assertThat(status.at("/other_rules/0/key").toString()).isEqualTo("[\"user\",\"path\"]");
        assertThat(status.at("/other_rules/0/reason").asText()).contains("counts by path");
    }

    @Test
    void nobodyIsMadeByALook() {
        Answer answer = server.get("/ratelimit/status/alice");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(server.get("/users?user_id=alice").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "ip:192.0.2.1", "1.2.3.4.5/x", "key:abc"})
    void anIdThatReadsAsSomethingElseIsOnNoList(String id) {
        put("/ratelimit/denylist?entry=10.0.0.0/8", "{}");
        put("/ratelimit/denylist?entry=ip:192.0.2.1", "{}");
        put("/ratelimit/denylist?entry=key:abc", "{}");
        assertThat(server.get("/check?user_id=" + id).status()).isEqualTo(200);
        JsonNode status = server.get("/ratelimit/status?user_id=" + id).json();
        assertThat(status.get("user_id").asText()).isEqualTo(id);
        assertThat(status.has("deny_list")).isFalse();
    }

    @Test
    void whoeverAsksIsToldWhatIsLeftToHim() {
        post("/ratelimit/rules", "{\"id\": \"by-ip\", \"key\": [\"ip\"], \"limits\": [\"5/1h\"]}");
        post("/ratelimit/rules", SEARCH);
        for (int i = 0; i < 2; i++) {
            JsonNode me = server.get("/ratelimit/me").json();
            assertThat(me.get("user").isNull()).as("an address is no user").isTrue();
            assertThat(me.get("limits").findValuesAsText("rule")).containsExactly("by-ip", "default");
            assertThat(me.at("/limits/0/remaining").asInt()).isEqualTo(5);
        }
        assertThat(server.get("/ratelimit/me?path=/search/a")
                        .json()
                        .get("limits")
                        .findValuesAsText("policy"))
                .containsExactly("by-ip", "search.fixed_window", "search.a", "search.b", "default");
        assertThat(server.get("/ratelimit/users").json().get("users")).isEmpty();
    }
}
