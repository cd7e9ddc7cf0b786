package dev.ratelimit.filter;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import java.util.List;

/** Looks into the Redis of a test. */
final class RedisKeys {

    private RedisKeys() {}

    static List<String> of(RedisServer redis) {
        try (RedisClient client = RedisClient.create("redis://" + redis.address())) {
            return client.connect().sync().keys("*");
        }
    }
}
