package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worth knowing of what was decided. */
abstract class ReportContract extends ApiContract {

    private void rule(String rule) {
        assertThat(post("/ratelimit/rules", rule).status()).isEqualTo(201);
    }

    private void come(String user, String path, int times) {
        for (int i = 0; i < times; i++) {
            post("/ratelimit/check", "{\"user_id\": \"" + user + "\", \"path\": \"" + path + "\"}");
        }
    }

    private JsonNode report() {
        Answer answer = server.get("/ratelimit/analytics/report");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Once everything that came was counted, and what was seen of it was written. */
    private JsonNode reportAfter(long requests) {
        await().until(() -> report().at("/analytics/totals/requests").asLong() == requests);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> report().at("/insights/observed/requests").asLong() == requests);
        return report();
    }

    @Test
    void findsWhatIsWorthKnowing() {
        rule("{\"id\": \"unused\", \"when\": {\"path\": \"/unused\"}, \"limits\": [\"1/1s\"]}");
        rule("{\"id\": \"closed\", \"when\": {\"path\": \"/closed\"}, \"cost\": 3,"
                + " \"limits\": [{\"algorithm\": \"fixed_window\", \"limit\": 2, \"window\": \"1d\"}]}");
        rule("{\"id\": \"draft\", \"mode\": \"shadow\", \"when\": {\"path\": \"/orders\"},"
                + " \"limits\": [{\"algorithm\": \"fixed_window\", \"limit\": 2, \"window\": \"1d\"}]}");
        come("alice", "/orders", 5);
        come("bob", "/orders", 1);
        come("carol", "/closed", 2);

        JsonNode report = reportAfter(8);
        JsonNode insights = report.get("insights");
        assertThat(report.at("/analytics/totals").toString()).isEqualTo("{\"requests\":8,\"allowed\":6,\"denied\":2}");
        assertThat(insights.get("never_matched").toString()).isEqualTo("[\"unused\"]");
        assertThat(insights.at("/always_denying/0/rule").asText()).isEqualTo("closed");
        assertThat(insights.get("always_denying").size()).isEqualTo(1);
        assertThat(insights.at("/near_limit/0").toString())
                .isEqualTo("{\"rule\":\"default\",\"user_id\":\"alice\",\"requests\":2}");
        assertThat(insights.at("/busiest_hours/0/requests").asLong()).isPositive();
        JsonNode draft = insights.at("/shadow/0");
        assertThat(draft.get("rule").asText()).isEqualTo("draft");
        assertThat(draft.get("would_deny").asLong()).isEqualTo(3);
        assertThat(draft.get("share").asDouble()).isEqualTo(0.5);
        assertThat(draft.get("users").toString()).isEqualTo("{\"hurt\":1,\"of\":2}");
        assertThat(draft.get("top").toString()).isEqualTo("[{\"user_id\":\"alice\",\"count\":3}]");
        assertThat(draft.get("verdict").asText())
                .isEqualTo(
                        "enforced, it would have refused 50.00 % of its requests (3 of 6), of 1 of the 2 callers seen"
                                + " lately");
    }

    @Test
    void suggestsLimitsThatWouldFit() {
        rule("{\"id\": \"search\", \"when\": {\"path\": \"/search\"},"
                + " \"limits\": [{\"algorithm\": \"fixed_window\", \"limit\": 50, \"window\": \"1s\", \"name\": \"second\"},"
                + " {\"algorithm\": \"fixed_window\", \"limit\": 5000, \"window\": \"1d\", \"name\": \"day\"}]}");
        come("alice", "/search", 3);
        JsonNode suggested = reportAfter(3).at("/insights/suggested_limits");
        JsonNode search = suggested.get(suggested.size() - 1);
        for (JsonNode one : suggested) {
            search = one.get("rule").asText().equals("search") ? one : search;
        }
        assertThat(search.get("window").asText()).as(suggested.toString()).isEqualTo("1s");
        assertThat(search.get("current").asLong()).isEqualTo(50);
        assertThat(search.get("callers").asLong()).isEqualTo(1);
        assertThat(search.get("max").asLong()).isBetween(1L, 3L);
        assertThat(search.get("suggested").asLong())
                .isEqualTo((long) Math.ceil(search.get("p99").asLong() * 1.25));
    }

    @Test
    void isATableAsCsv() {
        come("alice", "/orders", 6);
        reportAfter(6);
        Answer csv = server.get("/ratelimit/analytics/report?format=csv");
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"ratelimit-report.csv\"");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.get(0).replace("\"", ""))
                .isEqualTo("section,rule,route,user_id,at,limit,window,requests,allowed,denied,would_deny,near,count,"
                        + "share,current,callers,p50,p95,p99,max,suggested,verdict");
        assertThat(lines).contains("\"total\",,,,,,,6,5,1,,,,,,,,,,,,", "\"route\",,\"/orders\",,,,,6,5,1,,,,,,,,,,,,");
        assertThat(lines).contains("\"user_by_denials\",,,\"alice\",,,,,,,,,1,,,,,,,,,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "=HYPERLINK(\\\"http://x\\\";\\\"a\\\")",
                "＝1",
                "a;=1",
                "a,+1",
                "a\\t@1"
            })
    void isNoFormulaAsCsv(String user) {
        come(user, "/orders", 1);
        await().until(() -> report().at("/analytics/totals/requests").asLong() == 1);
        String csv = server.get("/ratelimit/analytics/report?format=csv").body();
        assertThat(csv.lines().skip(1).flatMap(line -> Stream.of(line.split("[,;\t]", -1))))
                .anyMatch(cell -> cell.matches("\"?'[=+\\-@＝].*"))
                .noneMatch(cell -> cell.matches("\"?[=+\\-@＝].*"));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "format=xml, accepted are json and csv",
        "from=1970-01-01T00:00:00Z, counts are kept from",
        "step=1m, step"
    })
    void refusesWhatItCannotTell(String query, String message) {
        Answer answer = server.get("/ratelimit/analytics/report?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }
}
