package dev.ratelimit.redis;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.rig.SentinelRig;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A master that Sentinels name is a Redis like any other. */
@Tag("redis")
class SentinelStoreContractTest extends StoreContract {

    private static SentinelRig rig;
    private static Store store;

    @BeforeAll
    static void start() {
        rig = new SentinelRig();
        store = RedisStores.open(RedisTarget.parse(rig.address()).address(), TestRedis.PATIENT);
    }

    @AfterAll
    static void stop() {
        store.close();
        rig.close();
    }

    @Override
    protected Store store() {
        return store;
    }
}
