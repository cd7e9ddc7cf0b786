package dev.ratelimit.redis;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.rig.SentinelRig;
import dev.ratelimit.store.ConcurrencyContract;
import dev.ratelimit.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class SentinelConcurrencyTest extends ConcurrencyContract {

    private SentinelRig rig;
    private Store store;

    @BeforeAll
    void open() {
        rig = new SentinelRig();
        store = RedisStores.open(RedisTarget.parse(rig.address()).address(), TestRedis.PATIENT);
    }

    @AfterAll
    void close() {
        store.close();
        rig.close();
    }

    @Override
    protected Store store() {
        return store;
    }
}
