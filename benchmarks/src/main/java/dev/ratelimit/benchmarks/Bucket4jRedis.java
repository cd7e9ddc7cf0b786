package dev.ratelimit.benchmarks;

import dev.ratelimit.limit.Limit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bucket4j on Redis, as its manual sets it up; each subject's proxy is built once and kept. */
final class Bucket4jRedis implements Contestant {

    private final Peer<String, byte[]> redis;
    private final ProxyManager<String> proxies;
    private final BucketConfiguration configuration;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Bucket4jRedis(RedisURI uri, Limit limit) {
        redis = new Peer<>(uri, RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        proxies = Bucket4jLettuce.casBasedBuilder(redis.connection())
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .build();
        configuration = BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.permits(), Duration.ofMillis(limit.periodMillis())))
                .build();
    }

    @Override
    public boolean take(int subject) {
        return buckets.computeIfAbsent(Subjects.name(subject), this::proxy).tryConsume(1);
    }

    private Bucket proxy(String name) {
        return proxies.builder().build("bucket4j:" + name, () -> configuration);
    }

    @Override
    public void close() {
        redis.close();
    }
}
