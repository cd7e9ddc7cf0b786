package dev.ratelimit.admin;

import dev.ratelimit.embedded.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PlainFamilyOnRedisTest extends PlainFamilyContract {

    private static RedisServer redis;
    private static int tests;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void count() {
        tests++;
    }

    /** A prefix of its own for each test, instead of a Redis of its own. */
    @Override
    Map<String, String> store() {
        return Map.of("redisAddr", redis.address(), "keyPrefix", "test" + tests, "checkBudget", "10s");
    }
}
