package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, plans and the switch over HTTP, wherever they are kept. */
abstract class RulesContract {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String SEARCH = "{\"id\": \"search\", \"limits\": [\"5/1h\"]}";

    @TempDir
    private Path directory;

    AdminServer server;

    abstract Map<String, String> settings();

    @BeforeEach
    void start() {
        server = AdminServer.start(settings());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer put(String path, String body, String... ifMatch) {
        return ifMatch.length == 0
                ? server.send("PUT", path, body, JSON)
                : server.send("PUT", path, body, JSON[0], JSON[1], "If-Match", ifMatch[0]);
    }

    private Answer post(String path, String body) {
        return server.post(path, body, JSON);
    }

    private static List<String> ids(JsonNode rules) {
        return rules.findValuesAsText("id");
    }

    @Test
    void aRuleLivesFromItsCreationToItsDeletion() {
        Answer created = post("/ratelimit/rules", SEARCH);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/ratelimit/rules/search");
        assertThat(created.json().get("origin").asText()).isEqualTo("stored");
        assertThat(created.header("ETag"))
                .isEqualTo("\"" + created.json().get("version").asLong() + "\"");
        assertThat(server.get("/ratelimit/rules/search").body()).isEqualTo(created.body());
        assertThat(ids(server.get("/ratelimit/rules").json().get("rules"))).containsExactly("search", "default");

        for (int i = 0; i < 5; i++) {
            assertThat(server.get("/check?user_id=alice").status()).isEqualTo(200);
        }
        assertThat(server.get("/check?user_id=alice").status())
                .as("it holds at once")
                .isEqualTo(429);

        assertThat(server.send("DELETE", "/ratelimit/rules/search", "").status())
                .isEqualTo(204);
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(200);
        assertThat(server.get("/ratelimit/rules/search").status()).isEqualTo(404);
        assertThat(server.send("DELETE", "/ratelimit/rules/search", "").line())
                .startsWith("404 ")
                .contains("rule \\\"search\\\" is not there");
    }

    @Test
    void anIdIsMadeUpWhereThereIsNone() {
        Answer created = post("/ratelimit/rules", "{\"limits\": [\"5/1h\"]}");
        assertThat(created.status()).isEqualTo(201);
        String id = created.json().get("id").asText();
        assertThat(created.header("Location")).endsWith("/ratelimit/rules/" + id);
        assertThat(server.get("/ratelimit/rules/" + id).status()).isEqualTo(200);
    }

    @Test
    void twoWritersDoNotUndoEachOther() {
        String first = post("/ratelimit/rules", SEARCH).header("ETag");
        assertThat(post("/ratelimit/rules", SEARCH).status()).isEqualTo(409);
        assertThat(put("/ratelimit/rules/search", SEARCH).status()).isEqualTo(428);
        Answer second = put("/ratelimit/rules/search", "{\"limits\": [\"7/1h\"]}", first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("ETag")).isNotEqualTo(first);
        assertThat(put("/ratelimit/rules/search", SEARCH, first).status()).isEqualTo(412);
        assertThat(put("/ratelimit/rules/search", SEARCH, "W/" + second.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(server.send("DELETE", "/ratelimit/rules/search", "", "If-Match", first)
                        .status())
                .isEqualTo(412);
        assertThat(server.get("/ratelimit/rules/search")
                        .json()
                        .at("/limits/0/limit")
                        .asInt())
                .isEqualTo(7);
        assertThat(put("/ratelimit/rules/search", SEARCH, "*").status()).isEqualTo(200);
        assertThat(put("/ratelimit/rules/other", SEARCH.replace("search", "other"), "*")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRuleThatIsNotStoredIsHiddenAndUncovered() {
        Answer found = server.get("/ratelimit/rules/default");
        assertThat(found.header("ETag")).isEqualTo("\"0\"");
        assertThat(found.json().get("origin").asText()).isEqualTo("settings");
        assertThat(put("/ratelimit/rules/default", "{\"limits\": [\"3/1h\"]}", "\"7\"")
                        .status())
                .isEqualTo(412);
        assertThat(put("/ratelimit/rules/default", "{\"limits\": [\"3/1h\"]}", "\"0\"")
                        .status())
                .isEqualTo(200);
        assertThat(server.get("/check?user_id=alice").header("X-RateLimit-Limit"))
                .isEqualTo("3");
        assertThat(server.send("DELETE", "/ratelimit/rules/default", "").status())
                .isEqualTo(204);
        assertThat(server.get("/check?user_id=alice").header("X-RateLimit-Limit"))
                .isEqualTo("5000");
        assertThat(server.send("DELETE", "/ratelimit/rules/default", "").status())
                .isEqualTo(404);
    }

    @Test
    void whatIsReadCanBeSentBack() {
        Answer rule = post("/ratelimit/rules", SEARCH);
        assertThat(put("/ratelimit/rules/search", rule.body(), rule.header("ETag"))
                        .status())
                .isEqualTo(200);
        Answer plan = put("/ratelimit/plans/pro", "{\"overrides\": {\"search\": [\"9/1h\"]}}");
        assertThat(put("/ratelimit/plans/pro", plan.body(), plan.header("ETag")).status())
                .isEqualTo(200);
        assertThat(put("/ratelimit/rules", server.get("/ratelimit/rules").body())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"2xx\" | [\"2xx\"]",
                "401 | [\"401\"]",
                "[401, 403] | [\"401\",\"403\"]",
                "{\"status\": [\"401\"], \"reserve\": false} | {\"reserve\":false,\"status\":[\"401\"]}"
            })
    void whichResponsesCountIsReadInEachFormAndCanBeSentBack(String sent, String answered) {
        Answer rule = post("/ratelimit/rules", SEARCH.replace("]}", "], \"count_when\": " + sent + "}"));

        assertThat(rule.json().get("count_when")).hasToString(answered);
        assertThat(put("/ratelimit/rules/search", rule.body(), rule.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyFaultyFieldIsTold() {
        Answer refused = post(
                "/ratelimit/rules",
                "{\"id\": \"a\", \"prioritty\": 3, \"cost\": 0, \"limits\": [{\"algorithm\": \"token\", \"capacity\": -5, \"refill_rate\": 1}]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("prioritty", "cost", "limits[0].capacity");
        assertThat(refused.body()).contains("did you mean \\\"priority\\\"?");
        assertThat(ids(server.get("/ratelimit/rules").json().get("rules"))).containsExactly("default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | /ratelimit/rules/search   | {\"id\": \"other\", \"limits\": [\"1/s\"]} | 400",
                "PUT  | /ratelimit/rules/a%20b    | {\"limits\": [\"1/s\"]}                   | 400",
                "POST | /ratelimit/rules          | []                                        | 400",
                "POST | /ratelimit/rules          | 7                                         | 400",
                "POST | /ratelimit/rules          | {                                         | 400",
                "POST | /ratelimit/rules          | null                                      | 400",
                "PUT  | /ratelimit/rules          | {\"rules\": 7}                            | 400",
                "PUT  | /ratelimit/rules          | {\"rules\": [], \"plans\": {\"a\": {}}}   | 400",
                "PUT  | /ratelimit/plans/a%20b    | {}                                        | 400",
                "PUT  | /ratelimit/plans/pro      | {\"overrides\": {\"a\": 7}}               | 400",
                "PUT  | /ratelimit/mode           | {}                                        | 400",
                "PUT  | /ratelimit/mode           | {\"mode\": \"on\"}                        | 400",
                "PUT  | /ratelimit/mode           | {\"mode\": \"off\", \"until\": \"soon\"}  | 400",
                "PUT  | /ratelimit/mode           | {\"mode\": \"off\", \"until\": \"2001-01-01T00:00:00Z\"} | 400",
                "PUT  | /ratelimit/mode           | {\"mode\": \"off\", \"til\": 1}           | 400",
                "POST | /ratelimit/rules/rollback/x | {}                                      | 400",
                "POST | /ratelimit/rules/rollback/999999 | {}                                 | 404",
                "PATCH | /ratelimit/rules/search  | {}                                        | 405"
            })
    void whatCannotBeUsedChangesNothing(String method, String path, String body, int status) {
        String before = server.get("/ratelimit/rules").body()
                + server.get("/ratelimit/plans").body();
        Answer refused = server.send(method, path, body, JSON[0], JSON[1], "If-Match", "*");
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(server.get("/ratelimit/rules").body()
                        + server.get("/ratelimit/plans").body())
                .isEqualTo(before);
        assertThat(server.get("/ratelimit/mode").json().get("mode").asText()).isEqualTo("enforce");
    }

    @Test
    void theWholeSetIsReplacedAndTriedBefore() {
        post("/ratelimit/rules", SEARCH);
        String version = server.get("/ratelimit/rules").header("ETag");
        String set =
                "{\"rules\": [{\"id\": \"search\", \"cost\": 2, \"limits\": [\"5/1h\"]}, {\"id\": \"new\", \"limits\": [\"5/1h\"]}]}";

        Answer tried = put("/ratelimit/rules?dry_run=true", set);
        assertThat(tried.json().at("/before/search/cost").asInt()).isEqualTo(1);
        assertThat(tried.json().at("/after/search/cost").asInt()).isEqualTo(2);
        assertThat(tried.json().at("/after/new/cost").asInt()).isEqualTo(1);
        assertThat(server.get("/ratelimit/rules").header("ETag")).isEqualTo(version);

        Answer replaced = put("/ratelimit/rules", set, version);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().get("after")).isEqualTo(tried.json().get("after"));
        assertThat(ids(server.get("/ratelimit/rules").json().get("rules"))).containsExactly("new", "search", "default");
        assertThat(put("/ratelimit/rules", set, version).status()).isEqualTo(412);
        assertThat(put("/ratelimit/rules?dry_run=true", set, version).status()).isEqualTo(412);
        assertThat(put("/ratelimit/rules?dry_run=maybe", set).status()).isEqualTo(400);
    }

    @Test
    void whatIsValidCanBePut() {
        String file =
                "{\"rules\": [{\"id\": \"fine\", \"limits\": [\"1/1s\"]}, {\"id\": \"history\", \"limits\": [\"1/1s\"]}]}";
        JsonNode refused = post("/ratelimit/rules/validate", file).json();
        assertThat(refused.get("valid").asBoolean(true)).isFalse();
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("rules[1].id");
        assertThat(put("/ratelimit/rules", file).json().at("/errors/0")).isEqualTo(refused.at("/errors/0"));
    }

    @Test
    void theHistoryTellsAllAndLeadsBack() {
        JsonNode created = post("/ratelimit/rules", SEARCH).json();
        long first = created.get("version").asLong();
        put("/ratelimit/rules/search", "{\"limits\": [\"9/1h\"]}", "*");
        server.send("DELETE", "/ratelimit/rules/search", "");

        JsonNode changes = server.get("/ratelimit/rules/history").json().get("changes");
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0).get("before").has("search")).isTrue();
        assertThat(changes.get(0).at("/before/search/created_at")).isEqualTo(created.get("created_at"));
        assertThat(changes.get(2).at("/after/search/updated_at")).isEqualTo(created.get("updated_at"));
        assertThat(changes.get(0).get("after")).isEmpty();
        assertThat(changes.get(2).get("version").asLong()).isEqualTo(first);
        assertThat(changes.get(2).get("author").asText()).isEqualTo("admin");
        assertThat(server.get("/ratelimit/rules/history?size=1").json().get("changes"))
                .hasSize(1);
        assertThat(server.get("/ratelimit/rules/history?size=0").status()).isEqualTo(400);

        Answer back = server.post("/ratelimit/rules/rollback/" + first, "");
        assertThat(back.json().get("rules").get(0).asText()).isEqualTo("search");
        assertThat(server.get("/ratelimit/rules/search")
                        .json()
                        .at("/limits/0/limit")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void aFileIsValidatedWithoutAChange() {
        Answer fine = post(
                "/ratelimit/rules/validate", "{\"rules\": [{\"id\": \"a\", \"cost\": 9, \"limits\": [\"5/1h\"]}]}");
        assertThat(fine.json().get("valid").asBoolean()).isTrue();
        assertThat(fine.json().get("findings").get(0).asText()).contains("its cost 9 is more than its limit 5");
        Answer faulty = post("/ratelimit/rules/validate", "{\"rules\": [{\"id\": \"a b\"}]}");
        assertThat(faulty.status()).isEqualTo(200);
        assertThat(faulty.json().get("valid").asBoolean()).isFalse();
        assertThat(faulty.json().get("errors").findValuesAsText("field"))
                .containsExactly("rules[0].id", "rules[0].limits");
        assertThat(ids(server.get("/ratelimit/rules").json().get("rules"))).containsExactly("default");
    }

    @Test
    void theRulesInForceHaveTheFindingsOfTheirFile() throws IOException {
        String odd = "{\"id\": \"odd\", \"cost\": 9, \"limits\": [\"5/1h\"]}";
        String plan = "{\"overrides\": {\"odd\": [\"7/1h\"], \"od\": [\"7/1h\"]}}";
        Answer created = post("/ratelimit/rules", odd);
        put("/ratelimit/plans/pro", plan);
        Path file = Files.writeString(
                directory.resolve("rules.json"), "{\"rules\": [" + odd + "], \"plans\": {\"pro\": " + plan + "}}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckRules.run(file.toString(), new PrintStream(out, true, StandardCharsets.UTF_8));
        List<String> checked = out.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();

        JsonNode list = server.get("/ratelimit/rules").json();
        assertThat(texts(list.get("findings"))).hasSize(3).isEqualTo(checked);
        assertThat(checked.get(1)).startsWith("rule od: there is no such rule here, but plan pro has limits for it");
        assertThat(texts(created.json().get("findings"))).hasSize(1);
        List<String> ofOdd = texts(server.get("/ratelimit/rules/odd").json().get("findings"));
        assertThat(ofOdd).hasSize(2).isEqualTo(texts(list.at("/rules/0/findings")));
        assertThat(texts(put("/ratelimit/rules/odd", odd, "*").json().get("findings")))
                .isEqualTo(ofOdd);
        assertThat(texts(post("/ratelimit/rules/validate", Files.readString(file))
                        .json()
                        .get("findings")))
                .isEqualTo(checked);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void aPlanLivesFromItsCreationToItsDeletion() {
        assertThat(server.get("/ratelimit/plans/pro").status()).isEqualTo(404);
        Answer put = put("/ratelimit/plans/pro", "{\"overrides\": {\"default\": [\"9/1h\"]}}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(server.get("/ratelimit/plans/pro").body()).isEqualTo(put.body());
        assertThat(server.get("/ratelimit/plans").json().at("/plans/0/name").asText())
                .isEqualTo("pro");
        assertThat(put("/ratelimit/plans/pro", "{}", put.header("ETag")).status())
                .isEqualTo(200);
        assertThat(put("/ratelimit/plans/pro", "{}", put.header("ETag")).status())
                .isEqualTo(412);
        assertThat(server.send("DELETE", "/ratelimit/plans/pro", "").status()).isEqualTo(204);
        assertThat(server.send("DELETE", "/ratelimit/plans/pro", "").status()).isEqualTo(404);
    }

    @Test
    void theSwitchHoldsAtOnce() {
        put("/ratelimit/rules/default", "{\"limits\": [\"1/1h\"]}", "*");
        server.get("/check?user_id=alice");
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(429);
        Answer set = put("/ratelimit/mode", "{\"mode\": \"shadow\", \"until\": \"2099-01-01T01:00:00+01:00\"}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().get("until").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(server.get("/ratelimit/mode").body()).isEqualTo(set.body());
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(200);
        put("/ratelimit/mode", "{\"mode\": \"enforce\"}");
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(429);
    }

    @Test
    void anEntryOfAListLivesFromItsCreationToItsDeletion() {
        Answer put = put(
                "/ratelimit/denylist/10.0.0.0/8",
                "{\"reason\": \"scanners\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().get("entry").asText()).isEqualTo("10.0.0.0/8");
        assertThat(server.get("/ratelimit/denylist/10.0.0.0/8").body()).isEqualTo(put.body());
        assertThat(server.get("/ratelimit/denylist?entry=10.0.0.0%2F8").body()).isEqualTo(put.body());
        String check = "{\"user_id\": \"alice\", \"ip\": \"10.1.2.3\"}";
        Answer banned = post("/ratelimit/check", check);
        assertThat(banned.status()).isEqualTo(429);
        assertThat(banned.json().get("source").asText()).isEqualTo("deny-list");
        assertThat(banned.header("Retry-After")).isNotEmpty();

        put("/ratelimit/denylist?entry=a%2F%2Fb", "{}");
        assertThat(server.get("/ratelimit/denylist?size=1").json().get("next").asText())
                .isEqualTo("10.0.0.0/8");
        assertThat(server.get("/ratelimit/denylist?size=1&after=10.0.0.0%2F8")
                        .json()
                        .at("/entries/0/entry")
                        .asText())
                .isEqualTo("a//b");
        assertThat(server.get("/ratelimit/denylist").json().get("next").isNull())
                .isTrue();

        assertThat(server.send("DELETE", "/ratelimit/denylist/10.0.0.0/8", "").status())
                .isEqualTo(204);
        assertThat(server.send("DELETE", "/ratelimit/denylist/10.0.0.0/8", "").status())
                .isEqualTo(404);
        assertThat(server.send("DELETE", "/ratelimit/denylist?entry=a%2F%2Fb", "")
                        .status())
                .isEqualTo(204);
        assertThat(server.get("/ratelimit/denylist/10.0.0.0/8").status()).isEqualTo(404);
        assertThat(post("/ratelimit/check", check).status()).isEqualTo(200);
    }

    @Test
    void aUserOnTheDenyListIsRefusedInWords() {
        put("/ratelimit/denylist/alice", "{}");
        assertThat(server.get("/check?user_id=alice").line()).isEqualTo("403 forbidden");
        put("/ratelimit/allowlist/bob", "{}");
        assertThat(server.get("/check?user_id=bob").line()).isEqualTo("200 allowed");
        assertThat(server.get("/users?user_id=bob").status())
                .as("no rule was asked")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ratelimit/denylist/10.0.0.1/8 | {}                              | the network is 10.0.0.0/8",
                "/ratelimit/denylist/ip:nobody  | {}                              | has no address after ip:",
                "/ratelimit/denylist            | {}                              | entry is missing",
                "/ratelimit/denylist/alice      | {\"expires_at\": \"soon\"}      | is not an instant",
                "/ratelimit/denylist/alice      | {\"expires_at\": \"2001-01-01T00:00:00Z\"} | is over; accepted are instants to come",
                "/ratelimit/denylist/alice      | {\"reasn\": \"x\"}              | did you mean \\\"reason\\\"?",
                "/ratelimit/denylist/alice      | []                              | accepted is an object"
            })
    void refusesEntriesThatMeanNothing(String path, String body, String words) {
        Answer refused = put(path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(words);
        assertThat(server.get("/ratelimit/denylist").json().get("entries")).isEmpty();
    }
}
