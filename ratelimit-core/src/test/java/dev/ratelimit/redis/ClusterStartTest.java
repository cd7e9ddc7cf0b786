package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No node of a Cluster lets an application in while it starts: it is told why, once. */
@Tag("redis")
@Tag("outage")
class ClusterStartTest {

    private final RedisServer server = RedisServer.start("--cluster-enabled", "yes", "--requirepass", "right");
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
        server.close();
    }

    @Test
    void asNoneIsThere() {
        server.kill();
        startsAlone(open("redis-cluster://:right@" + server.address()));
        assertThat(log.containing("WARN")).singleElement().asString().contains("(DISCONNECTED: Connection refused");
    }

    @Test
    void asThePasswordIsWrong() {
        startsAlone(open("redis-cluster://:wrong@" + server.address()));
        assertThat(log.containing("WARN"))
                .singleElement()
                .asString()
                .contains("(DISCONNECTED: WRONGPASS ")
                .contains("see redisUsername and redisPassword");
    }

    @Test
    void alsoByAnApplicationsOwnClient() {
        server.kill();
        RedisClusterClient own = RedisClusterClient.create(RedisURI.create("redis://" + server.address()));
        try {
            startsAlone(RedisStores.open(own, RedisSettings.DEFAULT));
        } finally {
            own.shutdown();
        }
        assertThat(log.containing("Redis is lost")).singleElement().asString().contains("Connection refused");
    }

    private static Store open(String address) {
        List<RedisURI> seeds = RedisTarget.parse(address).addresses();
        return RedisStores.openCluster(seeds, RedisSettings.DEFAULT);
    }

    private static void startsAlone(Store primary) {
        SteadyClock clock = new SteadyClock();
        try (Store store = new FailoverStore(primary, new MemoryStore(clock, Source.LOCAL, 1_000), clock)) {
            await().during(Duration.ofSeconds(2))
                    .until(() ->
                            Charges.take(store, Limit.perHour(1_000), "s", 0).source() == Source.LOCAL);
        }
    }
}
