package dev.ratelimit.redis;

import dev.ratelimit.store.ConcurrencyContract;
import dev.ratelimit.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class RedisConcurrencyTest extends ConcurrencyContract {

    private TestRedis redis;

    @BeforeAll
    void open() {
        redis = new TestRedis();
    }

    @AfterAll
    void close() {
        redis.close();
    }

    @Override
    protected Store store() {
        return redis.store();
    }
}
