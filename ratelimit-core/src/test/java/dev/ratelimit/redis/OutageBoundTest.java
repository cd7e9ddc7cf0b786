package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LocalCounts;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three nodes, one with four times and one with sixteen times the traffic of the first, lose their Redis under load: in no
 * window do they admit more than the README says, however many nodes each has seen.
 */
@Tag("redis")
@Tag("outage")
class OutageBoundTest {

    private static final RedisSettings SETTINGS = new RedisSettings("ratelimit", Duration.ofMillis(100), 512);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final long MOST = 40;
    /** A decision is noted when it is known, up to a budget and a pause of this machine after it was made. */
    private static final long LATE_MILLIS = 250;

    private final SteadyClock clock = new SteadyClock();
    private final Map<Algorithm, OutageLog> logs = new EnumMap<>(Algorithm.class);
    private final AtomicBoolean over = new AtomicBoolean();

    private static Limit limit(Algorithm algorithm) {
        return algorithm.windowed()
                ? Limit.window(algorithm, MOST, WINDOW)
                : Limit.bucket(algorithm, MOST, MOST, WINDOW);
    }

    private Store node(RedisServer server, long seen) {
        Store redis = RedisStores.open(RedisTarget.parse(server.address()).address(), SETTINGS);
        return new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> seen), clock);
    }

    @ParameterizedTest
    @CsvSource({"1, hung, 3 3 3", "2, hung, 3 1 2", "3, killed, 3 3 3", "4, killed, 1 1 1"})
    void admitsNoMoreThanIsSaid(long seed, String fault, String seen) throws Exception {
        long[] nodes =
                Arrays.stream(seen.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        for (Algorithm algorithm : Algorithm.values()) {
            logs.put(algorithm, new OutageLog(limit(algorithm)));
        }
        try (RedisServer server = RedisServer.start()) {
            List<Store> stores =
                    LongStream.of(nodes).mapToObj(n -> node(server, n)).toList();
            ExecutorService threads = Executors.newFixedThreadPool(stores.size());
            try {
                List<Future<?>> loads = new ArrayList<>();
                for (int i = 0; i < stores.size(); i++) {
                    Store store = stores.get(i);
                    long pause = 8_000_000L >> (2 * i);
                    SplittableRandom random = new SplittableRandom(seed * 100 + i);
                    loads.add(threads.submit(() -> load(store, random, pause)));
                }
                outage(server, fault.equals("hung"), stores);
                over.set(true);
                for (Future<?> load : loads) {
                    load.get();
                }
            } finally {
                over.set(true);
                threads.shutdownNow();
                stores.forEach(Store::close);
            }
        }
        report(seed, fault, seen);
        for (Algorithm algorithm : Algorithm.values()) {
            long most = logs.get(algorithm).mostIn(WINDOW.toMillis() - LATE_MILLIS);
            assertThat(most).as(algorithm.id()).isLessThanOrEqualTo(bound(algorithm, nodes, fault.equals("killed")));
        }
    }

    private void outage(RedisServer server, boolean hung, List<Store> stores) {
        pass(1_000);
        if (hung) {
            server.suspend();
        } else {
            server.kill();
        }
        pass(2_500);
        if (hung) {
            server.resume();
        } else {
            server.restart();
        }
        for (Store store : stores) {
            await().until(() ->
                    Charges.take(store, Limit.perSecond(1_000), "other", 0).source() == Source.REDIS);
        }
        pass(1_500);
    }

    private void pass(long millis) {
        long end = clock.millis() + millis;
        await().pollInterval(Duration.ofMillis(10)).until(() -> clock.millis() >= end);
    }

    private void load(Store store, SplittableRandom random, long pauseNanos) {
        Algorithm[] algorithms = Algorithm.values();
        while (!over.get()) {
            Algorithm algorithm = algorithms[random.nextInt(algorithms.length)];
            Decision decision = Charges.take(store, limit(algorithm), "alice", 1);
            logs.get(algorithm).add(clock.millis(), decision.allowed());
            LockSupport.parkNanos(random.nextLong(pauseNanos));
        }
    }

    /** What README says, in a window of the limit's length. */
    private static long bound(Algorithm algorithm, long[] seen, boolean forgotten) {
        long bound = (forgotten ? 2 : 1) * inAWindow(limit(algorithm));
        for (long nodes : seen) {
            bound += inAWindow(limit(algorithm).shared(nodes));
        }
        return bound;
    }

    /** The table of the algorithms. */
    private static long inAWindow(Limit limit) {
        return switch (limit.algorithm()) {
            case TOKEN, LEAKY -> limit.capacity() + WINDOW.toMillis() * limit.permits() / limit.periodMillis() + 1;
            case FIXED_WINDOW, SLIDING_WINDOW_COUNTER -> 2 * limit.capacity();
            case SLIDING_WINDOW_LOG -> limit.capacity();
        };
    }

    private void report(long seed, String fault, String seen) {
        logs.forEach((algorithm, log) -> System.out.printf(
                "outage %s, 3 nodes that have seen %s, seed %d, %s: %d in the worst window of a limit of %d; %s%n",
                fault, seen, seed, algorithm.id(), log.mostIn(WINDOW.toMillis()), MOST, log.wrong()));
    }
}
