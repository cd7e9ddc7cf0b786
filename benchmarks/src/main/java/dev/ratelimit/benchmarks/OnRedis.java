package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.redis.RedisStores;
import dev.ratelimit.store.Store;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.function.BiFunction;

/** The contestants on Redis, each with a connection of its own. */
enum OnRedis {
    RAW("raw EVALSHA of three constants", PlainScript::constants),
    LEAST("TIME, HMGET and HSET alone", PlainScript::least),
    HAND_WRITTEN("hand-written token bucket", PlainScript::tokenBucket),
    STORE("Ratelimit, Store.decide", (uri, limit) -> store(uri, limit, 1)),
    LIMITER("Ratelimit, RateLimiter.check", (uri, limit) -> limiter(uri, limit, "ip")),
    BUCKET4J("Bucket4j", Bucket4jRedis::new),
    LIMITER_OF_USERS("Ratelimit, check with a user's record", (uri, limit) -> limiter(uri, limit, "user")),
    TWO_BUCKETS("Ratelimit, two buckets in one", (uri, limit) -> store(uri, limit, 2)),
    FOUR_BUCKETS("Ratelimit, four buckets in one", (uri, limit) -> store(uri, limit, 4));

    /** Never empty in a run and seldom full: each check refills, takes and writes. */
    private static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 10_000, 1, Duration.ofSeconds(1));

    /** Far more time than the default, so that a busy machine cannot turn checks into quick failures. */
    private static final RedisSettings PATIENT = new RedisSettings("ratelimit", Duration.ofSeconds(10), 512);

    private final String title;
    private final BiFunction<RedisURI, Limit, Contestant> opener;

    OnRedis(String title, BiFunction<RedisURI, Limit, Contestant> opener) {
        this.title = title;
        this.opener = opener;
    }

    String title() {
        return title;
    }

    /** Opens the contestant for measuring, once it was seen to limit. */
    Contestant open(RedisURI uri) {
        if (this != RAW && this != LEAST) {
            Guard.check(title, limit -> opener.apply(uri, limit));
        }
        return opener.apply(uri, LIMIT);
    }

    private static Contestant store(RedisURI uri, Limit limit, int buckets) {
        Store store = RedisStores.open(uri, PATIENT);
        return new StoreCheck(store, limit, buckets);
    }

    private static Contestant limiter(RedisURI uri, Limit limit, String key) {
        return new LimiterCheck(RateLimiter.builder().redis(uri).redisSettings(PATIENT), limit, key, Source.REDIS);
    }
}
