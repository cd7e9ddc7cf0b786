package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.admin.Routes.Route;
import dev.ratelimit.embedded.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What needs Redis says so while Redis is gone, and leaves nothing half written. */
class RedisGoneTest {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String WANTED = "{\"plan\": \"pro\", \"note\": \"new\", \"until\": \"2099-01-01T00:00:00Z\"}";
    /** What is answered without Redis: checks by each rule's policy, and what needs no store. */
    private static final Set<String> ANSWERED = Set.of(
            "GET /check",
            "POST /ratelimit/check",
            "POST /ratelimit/check/batch",
            "GET /ratelimit/me",
            "GET /ratelimit/access",
            "GET /ratelimit/nodes",
            "GET /ratelimit/settings",
            "POST /ratelimit/rules/validate",
            "GET /metrics",
            "GET /openapi.json");

    private static final Map<String, String> BODIES = Map.of(
            "PUT /ratelimit/rules", "{\"rules\": []}",
            "POST /ratelimit/rules", "{\"limits\": [\"1/1s\"]}",
            "POST /ratelimit/rules/simulate", "{\"rule\": {\"limits\": [\"1/1s\"]}}",
            "PUT /ratelimit/rules/{id}", "{\"limits\": [\"1/1s\"]}",
            "PUT /ratelimit/plans/{name}", "{\"overrides\": {}}",
            "PUT /ratelimit/mode", "{\"mode\": \"off\"}",
            "PUT /ratelimit/users/{user_id}", WANTED);

    private final RedisServer redis = RedisServer.start();
    private AdminServer server;

    @BeforeEach
    void start() {
        server = AdminServer.start(Map.of("access", "open", "redisAddr", redis.address()));
        server.send("PUT", "/ratelimit/users/alice", "{\"note\": \"old\"}", JSON);
    }

    @AfterEach
    void stop() {
        server.close();
        redis.close();
    }

    static List<Route> routes() {
        return Routes.guarded();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whoeverNeedsRedisIsToTryAgain(Route route) {
        redis.kill();
        String name = route.method() + " " + route.path();
        Answer answer = server.send(
                route.method(),
                route.path().endsWith("list") ? route.target() + "?entry=crawler" : route.target(),
                BODIES.getOrDefault(name, route.body()),
                "Content-Type",
                "application/json",
                "If-Match",
                "*");
        if (ANSWERED.contains(name)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } else {
            isToldToTryAgain(answer);
        }
    }

    @Test
    void aChangeOfWhichNobodyHeardIsWholeOrNone() {
        redis.suspend();
        isToldToTryAgain(server.send("PUT", "/ratelimit/users/alice", WANTED, JSON));
        redis.resume();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.get("/ratelimit/users/alice").status() == 200);
        JsonNode user = server.get("/ratelimit/users/alice").json();
        boolean changed = user.get("note").asText().equals("new");
        assertThat(user.get("plan").asText()).isEqualTo(changed ? "pro" : "null");
        assertThat(user.get("until").asText()).isEqualTo(changed ? "2099-01-01T00:00:00Z" : "null");
    }

    @Test
    void aSetOfWhichNobodyHeardIsWholeOrNone() {
        redis.suspend();
        isToldToTryAgain(server.send(
                "PUT",
                "/ratelimit/rules",
                "{\"rules\": [{\"id\": \"a\", \"limits\": [\"1/1s\"]}, {\"id\": \"b\", \"limits\": [\"1/1s\"]}]}",
                JSON));
        redis.resume();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.get("/ratelimit/rules").status() == 200);
        JsonNode set = server.get("/ratelimit/rules").json();
        JsonNode changes = server.get("/ratelimit/rules/history").json().get("changes");
        int changed = set.get("version").asInt();
        assertThat(set.get("rules")).as("rule default and the new ones").hasSize(1 + 2 * changed);
        assertThat(changes).hasSize(changed);
    }

    private static void isToldToTryAgain(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
