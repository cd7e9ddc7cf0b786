package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.user.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain family as http-api.md tables it, under each algorithm as the default: three at once, and slow to refill. */
abstract class PlainFamilyContract {

    private AdminServer server;

    /** Where counts are kept. */
    abstract Map<String, String> store();

    private AdminServer start(Algorithm algorithm) {
        Map<String, String> settings = new HashMap<>(store());
        settings.putAll(Map.of(
                "access", "open", "algorithm", algorithm.id(), "bucketCapacity", "3", "rate", "0.001", "window", "1h"));
        server = AdminServer.start(settings);
        return server;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "application/*", "text/plain"})
    void answersPlainTextToWhoDoesNotAskForJsonByName(String accept) {
        start(Algorithm.TOKEN);
        assertThat(server.get("/check?user_id=alice", "Accept", accept).line()).isEqualTo("200 allowed");
        assertThat(server.get("/check?user_id=alice").line()).isEqualTo("200 allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0, text/plain",
                "application/json;q=0.000,*/*",
                "text/plain,application/json; q=0."
            })
    void answersPlainTextToWhoRulesJsonOut(String accept) {
        start(Algorithm.TOKEN);
        assertThat(server.get("/check?user_id=alice", "Accept", accept).line()).isEqualTo("200 allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/png", "text/plain;q=0", "garbage"})
    void refusesNobodyForTheTypeThatHeAccepts(String accept) {
        start(Algorithm.TOKEN);
        Answer health = server.get("/health", "Accept", accept);
        assertThat(health.line()).isEqualTo("200 OK");
        assertThat(health.header("Content-Type")).startsWithIgnoringCase("text/plain");
        assertThat(server.get("/check?user_id=alice", "Accept", accept).status())
                .isEqualTo(200);
        assertThat(server.get("/check", "Accept", accept).line()).isEqualTo("400 user_id required\n");
        assertThat(server.get("/users?user_id=alice", "Accept", accept).header("Content-Type"))
                .startsWith("application/json");
        assertThat(server.post("/users?user_id=alice", "", "Accept", accept).line())
                .isEqualTo("200 User limits updated successfully");
        assertThat(server.send("DELETE", "/users?user_id=alice", "", "Accept", accept)
                        .line())
                .isEqualTo("200 User deleted successfully");
    }

    private static String ofTwo(Algorithm algorithm) {
        return switch (algorithm) {
            case TOKEN -> "&max_tokens=2&refill_rate=0.01";
            case LEAKY -> "&capacity=2&leak_rate=0.01";
            case FIXED_WINDOW, SLIDING_WINDOW_LOG, SLIDING_WINDOW_COUNTER -> "&limit=2&window=2h";
        };
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void allowsUpToTheLimitAndSaysWhatIsLeft(Algorithm algorithm) {
        start(algorithm);
        for (int left = 2; left >= 0; left--) {
            Answer answer = server.get("/check?user_id=alice");
            assertThat(answer.line()).isEqualTo("200 allowed");
            assertThat(answer.header("Content-Type")).startsWithIgnoringCase("text/plain");
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("3");
            assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("" + left);
            assertThat(answer.header("X-RateLimit-Algorithm")).isEqualTo(algorithm.displayName());
            assertThat(answer.header("X-RateLimit-Reset")).matches("\\d{10}");
            assertThat(answer.header("RateLimit-Policy")).startsWith("\"default\";q=3");
            assertThat(answer.header("RateLimit")).startsWith("\"default\";r=" + left);
            assertThat(answer.header("Retry-After")).isEmpty();
        }
        Answer denied = server.get("/check?user_id=alice");
        assertThat(denied.line()).isEqualTo("429 rate limit exceeded");
        assertThat(denied.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Long.parseLong(denied.header("Retry-After"))).isPositive();
        assertThat(server.get("/check?user_id=bob").line()).isEqualTo("200 allowed");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void tellsTheTruthToUsersWithLimitsOfTheirOwn(Algorithm algorithm) {
        start(algorithm);
        server.get("/check?user_id=alice");
        // The window stays: what was counted in one that is off the new grid counts no more.
        assertThat(server.post("/users?user_id=alice" + ofTwo(algorithm).replace("2h", "1h"), "")
                        .line())
                .isEqualTo("200 User limits updated successfully");
        Answer answer = server.get("/check?user_id=alice");
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("2");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void showsAUserWithTheLimitsThatApply(Algorithm algorithm) {
        start(algorithm);
        assertThat(server.get("/users?user_id=alice").line()).isEqualTo("404 User not found");
        server.get("/check?user_id=alice");
        Answer answer = server.get("/users?user_id=alice");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode user = answer.json();
        assertThat(user.get("user_id").asText()).isEqualTo("alice");
        assertThat(user.get("algorithm").asText()).isEqualTo(algorithm.id());
        List<String> names = Profile.fieldNames(algorithm);
        assertThat(user.get(names.get(0)).asLong()).isEqualTo(3);
        assertThat(user.get(names.get(1)).asText()).isEqualTo(algorithm.windowed() ? "1h" : "0.001");
        assertThat(user.get("created_at").asLong()).isGreaterThan(1_700_000_000);
        assertThat(user.get("custom").asBoolean()).isFalse();
        assertThat(user.get("plan").isNull()).isTrue();
        assertThat(user.at("/buckets/0/remaining").asLong()).isEqualTo(2);
        assertThat(server.get("/users?user_id=alice")
                        .json()
                        .at("/buckets/0/remaining")
                        .asLong())
                .isEqualTo(2);

        server.post("/users?user_id=alice" + ofTwo(algorithm), "");
        JsonNode custom = server.get("/users?user_id=alice").json();
        assertThat(custom.get(names.get(0)).asLong()).isEqualTo(2);
        assertThat(custom.get(names.get(1)).asText()).isEqualTo(algorithm.windowed() ? "2h" : "0.01");
        assertThat(custom.get("custom").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void takesTheDefaultForAParameterThatIsLeftOut(Algorithm algorithm) {
        start(algorithm);
        List<String> names = Profile.fieldNames(algorithm);
        assertThat(server.post("/users?user_id=new&" + names.get(0) + "=7", "").status())
                .isEqualTo(200);
        JsonNode user = server.get("/users?user_id=new").json();
        assertThat(user.get(names.get(0)).asLong()).isEqualTo(7);
        assertThat(user.get(names.get(1)).asText()).isEqualTo(algorithm.windowed() ? "1h" : "0.001");
        assertThat(server.post("/users?user_id=plain", "").status()).isEqualTo(200);
        assertThat(server.get("/users?user_id=plain").json().get(names.get(0)).asLong())
                .isEqualTo(3);
    }

    @Test
    void keepsADefaultRateThatNoDecimalSays() {
        Map<String, String> settings = new HashMap<>(store());
        settings.putAll(Map.of("access", "open", "defaultLimit", "100/1m"));
        server = AdminServer.start(settings);
        for (String parameters : List.of("", "&max_tokens=5")) {
            assertThat(server.post("/users?user_id=alice" + parameters, "").line())
                    .isEqualTo("200 User limits updated successfully");
        }
        assertThat(server.get("/check?user_id=alice").header("RateLimit-Policy"))
                .isEqualTo("\"default\";q=5;w=3");
        assertThat(server.get("/users?user_id=alice").json().get("max_tokens").asLong())
                .isEqualTo(5);
    }

    @Test
    void refusesWhatItWouldHaveToPassOver() {
        start(Algorithm.TOKEN);
        assertThat(server.post("/users?user_id=alice&max_token=3", "").line()).isEqualTo("400 invalid max_token\n");
        assertThat(server.post("/users?user_id=alice&a%0Ab=3", "").line()).isEqualTo("400 invalid a?b\n");
        Answer form = server.post(
                "/users?user_id=alice", "max_tokens=3", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.json().get("detail").asText()).contains("query string");
        assertThat(server.get("/users?user_id=alice").status()).isEqualTo(404);
    }

    @Test
    void refusesIdsThatCouldBeSeveralUsers() {
        start(Algorithm.TOKEN);
        for (String id : List.of("%FF", "%C3", "x".repeat(501))) {
            assertThat(server.get("/check?user_id=" + id).line()).isEqualTo("400 invalid user_id\n");
            assertThat(server.post("/users?user_id=" + id, "").line()).isEqualTo("400 invalid user_id\n");
        }
        Answer json = server.post("/ratelimit/check", "{\"user_id\":\"\\ud800\"}", "Content-Type", "application/json");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.json().get("detail").asText()).contains("user_id", "500 characters");
        assertThat(server.get("/ratelimit/users").json().get("users")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void freesADeniedUserByDeletion(Algorithm algorithm) {
        start(algorithm);
        for (int i = 0; i < 4; i++) {
            server.get("/check?user_id=alice");
        }
        assertThat(server.get("/check?user_id=alice").status()).isEqualTo(429);
        for (int i = 0; i < 2; i++) {
            assertThat(server.send("DELETE", "/users?user_id=alice", "").line())
                    .isEqualTo("200 User deleted successfully");
            assertThat(server.get("/users?user_id=alice").status()).isEqualTo(404);
        }
        assertThat(server.get("/check?user_id=alice").header("X-RateLimit-Remaining"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?user_id=", "?user_id=%20", "?user=alice"})
    void asksForTheUser(String query) {
        start(Algorithm.TOKEN);
        assertThat(server.get("/check" + query).line()).isEqualTo("400 user_id required\n");
        for (String method : List.of("GET", "POST", "DELETE")) {
            assertThat(server.send(method, "/users" + query, "").line()).isEqualTo("400 user_id required\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "-1",
                "0",
                "NaN",
                "Infinity",
                "-Infinity",
                "",
                "1e999999999",
                "1e99",
                "9999999999999999",
                "0x10",
                "1,5",
                "%201",
                "1d",
                "\u0661"
            })
    void refusesEveryNumberThatIsNone(String value) {
        for (Algorithm algorithm : Algorithm.values()) {
            start(algorithm);
            server.get("/check?user_id=alice");
            String before = server.get("/users?user_id=alice").body();
            for (String name : Profile.fieldNames(algorithm)) {
                if (name.equals("window") && value.equals("1d")) {
                    continue;
                }
                String encoded = value.equals("\u0661") ? "%D9%A1" : value;
                assertThat(server.post("/users?user_id=alice&" + name + "=" + encoded, "")
                                .line())
                        .isEqualTo("400 invalid " + name + "\n");
            }
            assertThat(server.get("/users?user_id=alice").body()).isEqualTo(before);
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN,max_tokens=2.5,max_tokens",
        "TOKEN,max_tokens=1&max_tokens=2,max_tokens",
        "TOKEN,refill_rate=0.0000000001,refill_rate",
        "TOKEN,max_tokens=1000000000000000&refill_rate=0.001,refill_rate",
        "TOKEN,max_tokens=1000000000000000,max_tokens",
        "TOKEN,capacity=5,capacity",
        "TOKEN,window=1m,window",
        "LEAKY,max_tokens=5,max_tokens",
        "FIXED_WINDOW,window=500d,window",
        "FIXED_WINDOW,window=60,window",
        "FIXED_WINDOW,leak_rate=1,leak_rate",
        "SLIDING_WINDOW_LOG,limit=10001,limit",
    })
    void refusesWhatNoLimitCanBe(Algorithm algorithm, String parameters, String culprit) {
        start(algorithm);
        assertThat(server.post("/users?user_id=alice&" + parameters, "").line())
                .isEqualTo("400 invalid " + culprit + "\n");
        assertThat(server.get("/users?user_id=alice").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens=1000000000000000&refill_rate=1000000000",
        "refill_rate=0.5",
        "max_tokens=1e3",
        "max_tokens=10.0"
    })
    void acceptsWhatALimitCanBe(String parameters) {
        start(Algorithm.TOKEN);
        assertThat(server.post("/users?user_id=alice&" + parameters, "").line())
                .isEqualTo("200 User limits updated successfully");
    }

    @Test
    void writesRatesAsPeopleDo() {
        start(Algorithm.TOKEN);
        server.post("/users?user_id=alice&refill_rate=1000", "");
        assertThat(server.get("/users?user_id=alice").body()).contains("\"refill_rate\":1000,");
    }

    @ParameterizedTest
    @CsvSource({
        "/check,POST,'GET, HEAD'",
        "/check,OPTIONS,'GET, HEAD'",
        "/check,PUT,'GET, HEAD'",
        "/users?user_id=alice,PUT,'DELETE, GET, HEAD, POST'",
        "/users?user_id=alice,PATCH,'DELETE, GET, HEAD, POST'",
        "/health,POST,'GET, HEAD'",
        "/ratelimit/check,GET,POST",
    })
    void namesTheMethodsThatAreAccepted(String path, String method, String allow) {
        start(Algorithm.TOKEN);
        Answer answer = server.send(method, path, "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allow);
        assertThat(server.get("/users?user_id=alice").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void answersJsonToWhoAsksForIt(Algorithm algorithm) {
        start(algorithm);
        Answer answer = server.get("/check?user_id=alice", "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.get("allowed").asBoolean()).isTrue();
        assertThat(json.get("limit").asLong()).isEqualTo(3);
        assertThat(json.get("remaining").asLong()).isEqualTo(2);
        assertThat(json.get("algorithm").asText()).isEqualTo(algorithm.id());
        assertThat(json.get("rule").asText()).isEqualTo("default");
        JsonNode same = server.post("/ratelimit/check", "{\"user_id\":\"alice\"}", "Content-Type", "application/json")
                .json();
        assertThat(same.get("remaining").asLong()).isEqualTo(1);
        assertThat(same.fieldNames()).toIterable().containsExactlyElementsOf(() -> json.fieldNames());
    }
}
