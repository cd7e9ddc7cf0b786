package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.embedded.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs Redis says so while Redis is gone, and leaves nothing half written. */
class RedisGoneTest {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String WANTED = "{\"plan\": \"pro\", \"note\": \"new\", \"until\": \"2099-01-01T00:00:00Z\"}";
    private static final List<BadInput> REQUESTS = List.of(
            BadInput.of("PUT /ratelimit/users/alice", WANTED, "503"),
            BadInput.of("PUT /ratelimit/users?user_id=alice", WANTED, "503"),
            BadInput.of("GET /ratelimit/users/alice", "", "503"),
            BadInput.of("GET /ratelimit/users", "", "503"),
            BadInput.of("DELETE /ratelimit/users/alice/buckets", "", "503"),
            BadInput.of("GET /ratelimit/status/alice", "", "503"),
            BadInput.of("POST /ratelimit/rules", "{\"limits\": [\"1/1s\"]}", "503"),
            BadInput.of("PUT /ratelimit/plans/p", "{\"overrides\": {}}", "503"),
            BadInput.of("PUT /ratelimit/denylist/alice", "{}", "503"),
            BadInput.of("DELETE /ratelimit/denylist/alice", "", "503"),
            BadInput.of("PUT /ratelimit/mode", "{\"mode\": \"off\"}", "503"),
            BadInput.of("POST /users?user_id=alice&max_tokens=1", "", "503"),
            BadInput.of("DELETE /users?user_id=alice", "", "503"));

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

    @Test
    void everyOneOfThemIsToTryAgain() {
        redis.kill();
        REQUESTS.forEach(this::isToldToTryAgain);
    }

    @Test
    void aChangeOfWhichNobodyHeardIsWholeOrNone() {
        redis.suspend();
        isToldToTryAgain(REQUESTS.get(0));
        redis.resume();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.get("/ratelimit/users/alice").status() == 200);
        JsonNode user = server.get("/ratelimit/users/alice").json();
        boolean changed = user.get("note").asText().equals("new");
        assertThat(user.get("plan").asText()).isEqualTo(changed ? "pro" : "null");
        assertThat(user.get("until").asText()).isEqualTo(changed ? "2099-01-01T00:00:00Z" : "null");
    }

    private void isToldToTryAgain(BadInput request) {
        Answer answer = request.send(server);
        assertThat(answer.status()).as(request + ": " + answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
