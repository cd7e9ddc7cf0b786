package dev.ratelimit.redis;

import dev.ratelimit.traffic.TrafficStore;
import java.time.Duration;

/** Recent traffic of all nodes on Redis: a stream of at most 3,600 blobs of 4 KB, which ends when nothing came for two days. */
public final class RedisTraffic implements TrafficStore {

    static final int MOST = 3_600;
    private static final Duration KEPT = Duration.ofDays(2);

    private final Admin redis;
    private final byte[] key;

    RedisTraffic(Admin redis, Keys keys) {
        this.redis = redis;
        this.key = keys.stored("analytics:traffic");
    }

    @Override
    public void append(byte[] blob) {
        redis.append(key, blob, MOST, KEPT);
    }

    @Override
    public void read(Reader reader) {
        redis.entries(key, reader::read);
    }
}
