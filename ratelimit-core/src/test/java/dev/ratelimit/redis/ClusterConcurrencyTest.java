package dev.ratelimit.redis;

import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.store.ConcurrencyContract;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.TagSplit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class ClusterConcurrencyTest extends ConcurrencyContract {

    private ClusterRig rig;
    private Store store;

    @BeforeAll
    void open() {
        rig = ClusterRig.start();
        store = new TagSplit(RedisStores.openCluster(rig.seeds(), TestRedis.PATIENT));
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
