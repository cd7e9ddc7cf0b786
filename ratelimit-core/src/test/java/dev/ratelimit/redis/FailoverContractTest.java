package dev.ratelimit.redis;

import dev.ratelimit.limit.Source;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A failover in front of a Redis that is well is that Redis. */
@Tag("redis")
class FailoverContractTest extends StoreContract {

    private static TestRedis redis;
    private static Store failover;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        SteadyClock clock = new SteadyClock();
        failover = new FailoverStore(redis.openStore(), new MemoryStore(clock, Source.LOCAL, 1_000), clock);
    }

    @AfterAll
    static void stop() {
        failover.close();
        redis.close();
    }

    @Override
    protected Store store() {
        return failover;
    }
}
