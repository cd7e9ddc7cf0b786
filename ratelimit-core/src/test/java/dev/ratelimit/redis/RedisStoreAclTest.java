package dev.ratelimit.redis;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract once more, by the user whom docs/admin.md recommends. */
@Tag("redis")
class RedisStoreAclTest extends StoreContract {

    private static RedisServer server;
    private static Store store;

    @BeforeAll
    static void start() {
        server = RecommendedUser.startServer();
        store = RedisStores.open(
                RedisTarget.parse(RecommendedUser.address(server)).address(), TestRedis.PATIENT);
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Override
    protected Store store() {
        return store;
    }
}
