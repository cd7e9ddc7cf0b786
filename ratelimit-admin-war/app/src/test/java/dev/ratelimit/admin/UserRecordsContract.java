package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of users over HTTP. */
abstract class UserRecordsContract extends ApiContract {

    private static final String ALICE = "/ratelimit/users/alice";
    private static final String ALL = "{\"plan\": \"pro\", \"limits\": [{\"algorithm\": \"token\", \"capacity\": 2,"
            + " \"refill_rate\": 0.001}], \"overrides\": {\"search\": [\"7/1m\"]}, \"until\": \"2099-01-01T00:00:00Z\","
            + " \"note\": \"a friend\"}";

    @Test
    void aUserWhoWasOnlyCheckedHasNothingSpecial() {
        assertThat(server.get(ALICE).status()).isEqualTo(404);
        assertThat(server.get(ALICE).header("Content-Type")).startsWith("application/problem+json");
        check("alice");
        Answer found = server.get(ALICE);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("ETag")).isEqualTo("\"0\"");
        assertThat(found.json().toString())
                .matches("\\{\"user_id\":\"alice\",\"custom\":false,\"plan\":null,\"limits\":\\[],\"overrides\":\\{},"
                        + "\"until\":null,\"ended\":false,\"note\":\"\",\"created_at\":\"20[^\"]+Z\",\"updated_at\":\"20[^\"]+Z\","
                        + "\"version\":0}");
    }

    @Test
    void whatIsPutIsWhatIsFound() {
        Answer put = put(ALICE, ALL);
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().toString())
                .contains("\"custom\":true,\"plan\":\"pro\",\"limits\":[{\"algorithm\":\"token\",\"capacity\":2,"
                        + "\"refill_rate\":0.001}]")
                .contains("\"search\":[{\"algorithm\":\"token\",")
                .contains("\"until\":\"2099-01-01T00:00:00Z\",\"ended\":false,\"note\":\"a friend\"");
        assertThat(server.get(ALICE).body()).isEqualTo(put.body());
        assertThat(put.header("ETag"))
                .isEqualTo("\"" + put.json().get("version").asLong() + "\"");
        assertThat(server.get("/users?user_id=alice").json().get("max_tokens").asInt())
                .isEqualTo(2);
    }

    @Test
    void whatIsFoundCanBeSentBack() {
        Answer first = put(ALICE, ALL);
        Answer second = put(ALICE, first.body());
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
        assertThat(timeless(second.json())).isEqualTo(timeless(first.json()));
    }

    @Test
    void anythingLeftOutIsGoneAndWhatWasUsedStaysUsed() {
        put(ALICE, ALL);
        assertThat(check("alice")).isEqualTo("1");
        Answer put = put(ALICE, "{\"note\": \"plain\"}");
        assertThat(put.json().get("custom").asBoolean()).isFalse();
        assertThat(put.json().get("plan").isNull()).isTrue();
        assertThat(put.json().get("limits").isEmpty()).isTrue();
        assertThat(put.json().get("overrides").isEmpty()).isTrue();
        assertThat(check("alice")).as("one of five was used").isEqualTo("3");
    }

    @Test
    void anEndThatIsOverShowsWhatHasEnded() {
        String end = put(ALICE, ending(ALL)).json().get("until").asText();
        assertThat(answer("alice").get("custom").asBoolean()).isTrue();
        assertThat(answer("alice").get("plan").asText()).isEqualTo("pro");
        await().until(() -> !answer("alice").get("custom").asBoolean());
        assertThat(answer("alice").get("plan").isNull()).isTrue();
        assertThat(answer("alice").get("max_tokens").asInt()).isEqualTo(5);
        JsonNode user = server.get(ALICE).json();
        assertThat(user.at("/limits/0/capacity").asInt()).isEqualTo(2);
        assertThat(user.get("until").asText()).isEqualTo(end);
        assertThat(user.get("ended").asBoolean()).isTrue();
        assertThat(check("alice")).isEqualTo("4");
    }

    /** The limits that apply now. */
    private JsonNode answer(String user) {
        return server.get("/users?user_id=" + user).json();
    }

    @Test
    void aResetLeavesTheRecord() {
        put(ALICE, "{\"note\": \"kept\"}");
        check("alice");
        check("alice");
        assertThat(delete(ALICE + "/buckets").line()).isEqualTo("204 ");
        assertThat(check("alice")).isEqualTo("4");
        assertThat(server.get(ALICE).json().get("note").asText()).isEqualTo("kept");
        assertThat(delete("/ratelimit/users/nobody/buckets").status()).isEqualTo(204);
        assertThat(server.get("/ratelimit/users/nobody").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "buckets", "a/buckets", "..", "a;b", "Zoë", "%2F", "a+b"})
    void anIdThatNoPathCanCarryGoesIntoTheQuery(String id) {
        String query = "?user_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        assertThat(server.get("/ratelimit/users" + query).status()).isEqualTo(404);
        assertThat(put("/ratelimit/users" + query, "{\"note\": \"odd\"}")
                        .json()
                        .get("user_id")
                        .asText())
                .isEqualTo(id);
        assertThat(server.get("/ratelimit/users" + query).json().get("note").asText())
                .isEqualTo("odd");
        server.get("/check" + query);
        assertThat(delete("/ratelimit/users/buckets" + query).status()).isEqualTo(204);
        assertThat(server.get("/check" + query).header("X-RateLimit-Remaining")).isEqualTo("4");
    }

    @Test
    void aSlashIsWrittenPlainly() {
        put("/ratelimit/users/team/alice", "{\"note\": \"slash\"}");
        assertThat(server.get("/ratelimit/users?user_id=team/alice")
                        .json()
                        .get("note")
                        .asText())
                .isEqualTo("slash");
        server.get("/check?user_id=team/alice");
        delete("/ratelimit/users/team/alice/buckets");
        assertThat(check("team/alice")).isEqualTo("4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"plann\": \"pro\"}|plann|did you mean \"plan\"",
                "{\"limits\": [{\"algorithm\": \"leaky\", \"capacity\": 1, \"leak_rate\": 1}]}|limits[0]|algorithm token",
                "{\"overrides\": {\"search\": [\"5/fortnight\"]}}|overrides.search[0]|fortnight",
                "{\"user_id\": \"bob\"}|user_id|alice",
                "{\"until\": 1795540564}|until|instants",
                "{\"until\": \"2020-01-01T00:00:00Z\"}|until|2020-01-01T00:00:00Z is over; accepted are instants to come",
            })
    void aFaultNamesItsFieldAndChangesNothing(String body, String field, String words) {
        Answer refused = put(ALICE, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(refused.json().at("/errors/0/message").asText()).contains(words);
        assertThat(server.get(ALICE).status()).isEqualTo(404);
    }

    @Test
    void twoWritersNeverLoseAChange() {
        assertThat(putIf("\"0\"", "{}").status()).as("nobody yet").isEqualTo(412);
        put(ALICE, "{\"note\": \"first\"}");
        String read = server.get(ALICE).header("ETag");
        assertThat(putIf(read, "{\"note\": \"second\"}").status()).isEqualTo(200);

        Answer late = putIf(read, "{\"note\": \"late\"}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("detail").asText())
                .isEqualTo("user \"alice\" has been changed since; read it again.");
        assertThat(server.get(ALICE).json().get("note").asText()).isEqualTo("second");
        assertThat(putIf("*", "{}").status()).isEqualTo(200);
    }

    @Test
    void whoIsMadeOnlyWhereNobodyIsReplacesNobody() {
        assertThat(putIfNone("*", "{\"note\": \"first\"}").status()).isEqualTo(200);

        Answer late = putIfNone("*", "{\"note\": \"late\"}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("detail").asText()).isEqualTo("user \"alice\" is there already.");
        assertThat(server.get(ALICE).json().get("note").asText()).isEqualTo("first");

        delete(ALICE);
        check("alice");
        assertThat(putIfNone("*", "{}").status()).as("made by a check").isEqualTo(412);
    }

    private Answer putIfNone(String version, String body) {
        return server.send("PUT", ALICE, body, JSON[0], JSON[1], "If-None-Match", version);
    }

    private Answer putIf(String version, String body) {
        return server.send("PUT", ALICE, body, JSON[0], JSON[1], "If-Match", version);
    }

    /** A record without what every change changes. */
    private static String timeless(JsonNode record) {
        return record.toString().replaceAll("\"updated_at\".*", "");
    }
}
