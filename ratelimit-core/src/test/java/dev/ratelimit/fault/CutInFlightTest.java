package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.redis.RedisStores;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rig.TcpProxy;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A link is cut while checks wait on it for answers that are lost: only then could a client send them once more. */
@Tag("redis")
@Tag("outage")
@Tag("figure")
class CutInFlightTest {

    private static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 1_000, 1, Duration.ofMinutes(10));
    private static final RedisSettings PATIENT = new RedisSettings("ratelimit", Duration.ofSeconds(8), 512);

    @Test
    void oneServerCountsThemOnce() throws Exception {
        try (RedisServer server = RedisServer.start();
                PlainRedis redis = new PlainRedis(server.port());
                TcpProxy proxy = new TcpProxy(server.port());
                Store store =
                        RedisStores.open(RedisTarget.parse(proxy.address()).address(), PATIENT)) {
            countsOnce("lost-reply", store, proxy, redis, "ratelimit:token:rule:alice");
        }
    }

    @Test
    void aClusterCountsThemOnce() throws Exception {
        try (ClusterRig rig = ClusterRig.start();
                PlainRedis redis = new PlainRedis(rig.master("alice").port());
                TcpProxy proxy = new TcpProxy(rig.master("alice").port())) {
            rig.announce("alice", proxy.address());
            try (Store store = RedisStores.openCluster(rig.seeds(), PATIENT)) {
                countsOnce("lost-reply-cluster", store, proxy, redis, "ratelimit:token:rule:{alice}");
            }
        }
    }

    private static void countsOnce(String name, Store store, TcpProxy proxy, PlainRedis redis, String key)
            throws Exception {
        await().until(() -> taken(store));
        long before = used(redis, key);
        proxy.dropReplies();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<CompletableFuture<Boolean>> checks = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> taken(store), threads))
                    .toList();
            await().until(() -> used(redis, key) == before + 10);
            proxy.heal();
            proxy.cut();
            for (CompletableFuture<Boolean> check : checks) {
                check.get();
            }
        } finally {
            threads.shutdownNow();
        }
        await().until(() -> taken(store));
        long counted = used(redis, key) - before - 1;
        assertThat(counted).isEqualTo(10);
        new Finding(
                        name,
                        "10 checks sent, their replies dropped, the link cut while they wait, and made again",
                        counted + " counted, " + (counted - 10) + " twice")
                .write();
    }

    private static boolean taken(Store store) {
        Charge charge = new Charge("rule", LIMIT, List.of("alice"), 1, Charge.ENFORCED, FailurePolicy.ALLOW);
        try {
            return store.decide(new Call(Action.TAKE, List.of(charge), null)) instanceof Answer.Decided;
        } catch (StoreException e) {
            return false;
        }
    }

    private static long used(PlainRedis redis, String key) {
        String tokens = redis.ask("HGET", key, "tokens");
        return LIMIT.capacity() - (tokens.startsWith("$") ? LIMIT.capacity() : Long.parseLong(tokens));
    }
}
