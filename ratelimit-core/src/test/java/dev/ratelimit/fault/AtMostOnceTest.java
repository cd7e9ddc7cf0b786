package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.redis.RedisStores;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a hung Redis counts of checks that were not answered in time: each once, and no more than were sent. */
@Tag("redis")
@Tag("figure")
class AtMostOnceTest {

    private static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 1_000, 1, Duration.ofMinutes(10));

    private static final int THREADS = 4;

    private final RedisServer server = RedisServer.start();
    private final PlainRedis redis = new PlainRedis(server.port());

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void whatTimedOutIsChargedPerhapsAndOnce() {
        try (Store store = open(server.address(), Duration.ofMillis(50))) {
            assertThat(take(store)).isNull();
            server.suspend();
            long timedOut = IntStream.range(0, 10)
                    .parallel()
                    .mapToObj(i -> take(store))
                    .filter(Trouble.TIMEOUT::equals)
                    .count();
            assertThat(timedOut).isEqualTo(10);
            server.resume();
            await().until(() -> peek(store) == null);
            assertThat(used()).isBetween(1L, 1 + timedOut);
        }
    }

    @Test
    void aHangChargesNoMoreThanTheBreakerLetThrough() throws Exception {
        SteadyClock clock = new SteadyClock();
        try (Store store = new FailoverStore(
                open(server.address(), RedisSettings.DEFAULT.budget()),
                new MemoryStore(clock, Source.LOCAL, 1_000),
                clock)) {
            await().until(() -> source(store, 0) == Source.REDIS);
            long before = used();
            server.suspend();
            assertThat(sourcesOf(4_000, store)).containsOnly(Source.FAIL_OPEN);
            server.resume();
            await().atMost(Duration.ofSeconds(10)).until(() -> source(store, 0) == Source.REDIS);
            long surplus = used() - before;
            // Those in flight, and five more.
            assertThat(surplus).isLessThanOrEqualTo(THREADS + 5);
            new Finding(
                            "perhaps-charged",
                            "4,000 checks of one user by 4 threads while Redis hangs, then SIGCONT",
                            surplus + " of them were charged on Redis as well")
                    .write();
        }
    }

    /** Who decided so many checks, by threads of their own: a pool that makes up for blocked ones would have more in flight. */
    private static Set<Source> sourcesOf(int checks, Store store) throws Exception {
        Set<Source> sources = ConcurrentHashMap.newKeySet();
        Callable<Void> share = () -> {
            for (int i = 0; i < checks / THREADS; i++) {
                sources.add(source(store, 1));
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, share))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return sources;
    }

    private static Store open(String address, Duration budget) {
        return RedisStores.open(RedisTarget.parse(address).address(), new RedisSettings("ratelimit", budget, 512));
    }

    private static Trouble take(Store store) {
        return trouble(store, 1);
    }

    private static Trouble peek(Store store) {
        return trouble(store, 0);
    }

    private static Trouble trouble(Store store, long cost) {
        try {
            source(store, cost);
            return null;
        } catch (StoreException e) {
            return e.trouble();
        }
    }

    private static Source source(Store store, long cost) {
        Charge charge = new Charge("rule", LIMIT, List.of("alice"), cost, Charge.ENFORCED, FailurePolicy.ALLOW);
        Answer answer = store.decide(new Call(Action.TAKE, List.of(charge), null));
        return ((Answer.Decided) answer).decisions().get(0).source();
    }

    /** How many units Redis has counted. */
    private long used() {
        String tokens = redis.ask("HGET", "ratelimit:token:rule:alice", "tokens");
        return LIMIT.capacity() - (tokens.startsWith("$") ? LIMIT.capacity() : Long.parseLong(tokens));
    }
}
