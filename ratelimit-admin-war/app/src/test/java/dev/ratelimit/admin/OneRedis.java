package dev.ratelimit.admin;

import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis for all tests of a class, with a prefix of its own for each. */
final class OneRedis implements AfterAllCallback {

    private final RedisServer server = RedisServer.start();
    private int tests;

    /** The settings of another test. */
    Map<String, String> settings() {
        tests++;
        return Map.of("redisAddr", server.address(), "keyPrefix", "test" + tests, "checkBudget", "10s");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }
}
