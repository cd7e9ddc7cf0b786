package dev.ratelimit.redis;

import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import dev.ratelimit.store.TagSplit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class ClusterStoreTest extends StoreContract {

    private static ClusterRig rig;
    private static Store store;

    @BeforeAll
    static void start() {
        rig = ClusterRig.start();
        store = new TagSplit(RedisStores.openCluster(rig.seeds(), TestRedis.PATIENT));
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
