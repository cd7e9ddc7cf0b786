package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
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
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong with Redis, a store throws one exception, which says what kind of trouble it is. */
@Tag("redis")
class RedisTroubleTest {

    private static final Limit LIMIT = Limit.perMinute(10);

    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHungServerIsATimeoutAfterTheBudget() {
        try (Store store = open(Duration.ofMillis(50), 512)) {
            Charges.take(store, LIMIT, "s", 1);
            server.suspend();
            long start = System.nanoTime();
            assertThat(trouble(store)).isEqualTo(Trouble.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(45), Duration.ofSeconds(2));
        }
    }

    @Test
    void aDeadServerIsADisconnectionAtOnce() {
        try (Store store = open(Duration.ofSeconds(10), 512)) {
            Charges.take(store, LIMIT, "s", 1);
            server.kill();
            assertThat(trouble(store)).isEqualTo(Trouble.DISCONNECTED);
        }
    }

    @Test
    void aServerThatWasNeverThereIsADisconnection() {
        server.kill();
        try (Store store = open(Duration.ofSeconds(10), 512)) {
            assertThat(trouble(store)).isEqualTo(Trouble.DISCONNECTED);
        }
    }

    @Test
    void moreThanMayBeUnderWayWaitTheirTurn() throws Exception {
        try (Store store = open(Duration.ofSeconds(10), 1)) {
            Charges.take(store, LIMIT, "s", 1);
            server.suspend();
            CompletableFuture<Trouble> first = CompletableFuture.supplyAsync(() -> trouble(store));
            CompletableFuture<Trouble> second = CompletableFuture.supplyAsync(() -> trouble(store));
            server.resume();
            assertThat(first.get(10, TimeUnit.SECONDS)).isNull();
            assertThat(second.get(10, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void anOverloadOfThisNodeIsNoLostRedis() {
        AtomicInteger lost = new AtomicInteger();
        try (Store store = new FailoverStore(
                open(Duration.ofSeconds(10), 2),
                new MemoryStore(new SteadyClock(), Source.LOCAL, 64),
                new SteadyClock())) {
            IntStream.range(0, 2_000).parallel().forEach(i -> {
                if (Charges.take(store, LIMIT, "s" + i % 7, 1).source() != Source.REDIS) {
                    lost.incrementAndGet();
                }
            });
        }
        assertThat(lost).hasValue(0);
    }

    @Test
    void giveUpASilentConnectionAndFindTheServerAgain() {
        try (Store store = open(Duration.ofMillis(50), 512)) {
            Charges.take(store, LIMIT, "s", 1);
            server.suspend();
            await().atMost(Duration.ofSeconds(10)).until(() -> trouble(store) == Trouble.DISCONNECTED);
            server.resume();
            await().atMost(Duration.ofSeconds(5)).until(() -> trouble(store) == null);
        }
    }

    @Test
    void aCallUnderWayWhenTheStoreClosesIsADisconnection() throws Exception {
        Store store = open(Duration.ofSeconds(10), 2);
        Charges.take(store, LIMIT, "s", 1);
        server.suspend();
        CompletableFuture<Trouble> first = CompletableFuture.supplyAsync(() -> trouble(store));
        CompletableFuture<Trouble> second = CompletableFuture.supplyAsync(() -> trouble(store));
        await().during(Duration.ofMillis(300)).until(() -> !first.isDone() && !second.isDone());
        store.close();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Trouble.DISCONNECTED);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Trouble.DISCONNECTED);
    }

    @Test
    void aClosedStoreIsADisconnection() {
        Store store = open(Duration.ofSeconds(10), 512);
        store.close();
        assertThat(trouble(store)).isEqualTo(Trouble.DISCONNECTED);
    }

    @Test
    void anApplicationsClientThatWasShutDownIsADisconnection() {
        RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        try (Store store = RedisStores.open(client, TestRedis.PATIENT)) {
            Charges.take(store, LIMIT, "s", 1);
            client.shutdown();
            assertThat(trouble(store)).isEqualTo(Trouble.DISCONNECTED);
        }
    }

    @Test
    void anInterruptedThreadStaysInterrupted() throws Exception {
        try (Store store = open(Duration.ofSeconds(10), 512)) {
            Charges.take(store, LIMIT, "s", 1);
            server.suspend();
            CountDownLatch over = new CountDownLatch(1);
            boolean[] interrupted = new boolean[1];
            Thread thread = new Thread(() -> {
                assertThat(trouble(store)).isEqualTo(Trouble.CALL);
                interrupted[0] = Thread.currentThread().isInterrupted();
                over.countDown();
            });
            thread.start();
            thread.interrupt();
            assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(interrupted[0]).isTrue();
        }
    }

    @Test
    void aServerWithoutMemoryRefuses() {
        try (RedisServer small = RedisServer.start("--maxmemory", "1b", "--maxmemory-policy", "noeviction");
                Store store =
                        RedisStores.open(RedisTarget.parse(small.address()).address(), TestRedis.PATIENT)) {
            StoreException error = error(store);
            assertThat(error.trouble()).isEqualTo(Trouble.REFUSED);
            assertThat(error).hasMessageContaining("OOM");
        }
    }

    @Test
    void aServerThatBecameAReplicaIsConnectedToAnewUntilThereIsAMaster() {
        try (TestRedis redis = new TestRedis()) {
            assertThat(trouble(redis.store())).isNull();
            long connections = redis.info("stats", "total_connections_received");
            redis.look().replicaof("127.0.0.1", 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> trouble(redis.store()) == Trouble.REFUSED);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> trouble(redis.store()) != null
                            && redis.info("stats", "total_connections_received") > connections);
            redis.look().replicaofNoOne();
            await().atMost(Duration.ofSeconds(10)).until(() -> trouble(redis.store()) == null);
        }
    }

    private Store open(Duration budget, int maxInFlight) {
        return RedisStores.open(
                RedisTarget.parse(server.address()).address(), new RedisSettings("ratelimit", budget, maxInFlight));
    }

    private static Trouble trouble(Store store) {
        StoreException error = error(store);
        return error == null ? null : error.trouble();
    }

    /** What the store throws, or null; anything but a {@link StoreException} fails. */
    private static StoreException error(Store store) {
        return catchThrowableOfType(StoreException.class, () -> Charges.take(store, LIMIT, "s", 1));
    }
}
