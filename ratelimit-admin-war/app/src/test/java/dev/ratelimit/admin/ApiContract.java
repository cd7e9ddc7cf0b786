package dev.ratelimit.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of JSON over HTTP, wherever counts are kept: five for each user, and slow to refill. */
abstract class ApiContract {

    static final String[] JSON = {"Content-Type", "application/json"};

    AdminServer server;

    /** Where counts are kept. */
    abstract Map<String, String> store();

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>(store());
        settings.putAll(Map.of("access", "open", "bucketCapacity", "5", "rate", "0.001"));
        server = AdminServer.start(settings);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Answer put(String path, String body) {
        return server.send("PUT", path, body, JSON);
    }

    Answer post(String path, String body) {
        return server.post(path, body, JSON);
    }

    Answer delete(String path) {
        return server.send("DELETE", path, "");
    }

    /** A body that ends in 2099, made to end within two seconds. */
    static String ending(String body) {
        Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        return body.replace("2099-01-01T00:00:00Z", end.toString());
    }

    /** How much is left after one more check of a user. */
    String check(String user) {
        return server.get("/check?user_id=" + user).header("X-RateLimit-Remaining");
    }
}
