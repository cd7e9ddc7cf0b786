package dev.ratelimit.admin;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** All that lies on a Redis. */
final class RedisDump implements AutoCloseable {

    private final RedisClient client;
    private final RedisCommands<byte[], byte[]> redis;

    RedisDump(RedisServer server) {
        client = RedisClient.create("redis://" + server.address());
        redis = client.connect(ByteArrayCodec.INSTANCE).sync();
    }

    /** Type and serialised value of every key, by its name; of all but the buckets by which a node tries its scripts, and its heartbeats. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (byte[] key : redis.keys("*")) {
            byte[] value = redis.dump(key);
            String name = new String(key, StandardCharsets.ISO_8859_1);
            if (value != null && !name.contains("~probe") && !name.contains(":nodes")) {
                all.put(name, redis.type(key) + " " + Base64.getEncoder().encodeToString(value));
            }
        }
        return all;
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
