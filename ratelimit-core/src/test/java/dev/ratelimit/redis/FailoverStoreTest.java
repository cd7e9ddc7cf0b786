package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Redis is killed, frozen and started again; no request ever notices more than its rule's policy. */
@Tag("redis")
class FailoverStoreTest {

    private static final RedisSettings SETTINGS = new RedisSettings("ratelimit", Duration.ofMillis(100), 512);
    private static final Limit LIMIT = LongWindows.of(Algorithm.TOKEN, 10);
    private static final String LOST = "Redis is lost";
    private static final String BACK = "Redis is back";

    private final String subject = Charges.newSubject();
    private final LogLines log = new LogLines();
    private RedisServer server;
    private Store store;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        store = open();
        await().until(() -> decide(FailurePolicy.LOCAL, 0).source() == Source.REDIS);
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
        log.close();
    }

    private Store open() {
        SteadyClock clock = new SteadyClock();
        Store redis = RedisStores.open(RedisTarget.parse(server.address()).address(), SETTINGS);
        return new FailoverStore(redis, new MemoryStore(clock, Source.LOCAL, 1_000), clock);
    }

    private enum Fault {
        KILLED,
        HUNG;

        void befall(RedisServer server) {
            if (this == KILLED) {
                server.kill();
            } else {
                server.suspend();
            }
        }

        void end(RedisServer server) {
            if (this == KILLED) {
                server.restart();
            } else {
                server.resume();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void answersByPolicyWhileRedisIsAwayAndByRedisAgainWithinSeconds(Fault fault) {
        fault.befall(server);
        lose();
        Decision allowed = decide(FailurePolicy.ALLOW, 11);
        assertThat(allowed.source()).isEqualTo(Source.FAIL_OPEN);
        assertThat(allowed.allowed()).isTrue();
        Decision denied = decide(FailurePolicy.DENY, 1);
        assertThat(denied.source()).isEqualTo(Source.FAIL_CLOSED);
        assertThat(denied.denies()).isTrue();
        assertThat(denied.neverFits()).isFalse();
        assertThat(denied.retryAfterMillis()).isBetween(1L, 5_000L);
        assertThat(decide(FailurePolicy.LOCAL, 10).source()).isEqualTo(Source.LOCAL);
        assertThat(decide(FailurePolicy.LOCAL, 1).allowed()).isFalse();
        fault.end(server);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> decide(FailurePolicy.ALLOW, 0).source() == Source.REDIS);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void logsOneLineForEachChangeOfState(Fault fault) {
        for (int i = 1; i <= 2; i++) {
            fault.befall(server);
            lose();
            for (int j = 0; j < 1_000; j++) {
                decide(FailurePolicy.LOCAL, 1);
            }
            assertThat(log.containing(LOST)).hasSize(i);
            fault.end(server);
            await().until(() -> decide(FailurePolicy.LOCAL, 0).source() == Source.REDIS);
            decide(FailurePolicy.LOCAL, 0);
            assertThat(log.containing(BACK)).hasSize(i);
        }
        assertThat(log.containing(LOST)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCheckCostsMicrosecondsOnceRedisIsLost(Fault fault) {
        fault.befall(server);
        lose();
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            decide(FailurePolicy.ALLOW, 1);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void noExceptionEverLeavesIt() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> loads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FailurePolicy policy = List.of(FailurePolicy.values()).get(i % 3);
            loads.add(threads.submit(() -> load(policy, over)));
        }
        for (Fault fault : new Fault[] {Fault.KILLED, Fault.HUNG, Fault.KILLED, Fault.HUNG}) {
            fault.befall(server);
            lose();
            fault.end(server);
            await().until(() -> decide(FailurePolicy.LOCAL, 0).source() == Source.REDIS);
        }
        store.close();
        over.set(true);
        for (Future<Integer> load : loads) {
            assertThat(load.get()).isPositive();
        }
        threads.shutdown();
    }

    @Test
    void startsWithRedisDownAndFindsItLater() {
        server.kill();
        try (Store late = open()) {
            assertThat(log.containing(LOST)).as("before the first request").hasSize(1);
            assertThat(Charges.take(late, LIMIT, subject, 1).source()).isEqualTo(Source.LOCAL);
            server.restart();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> Charges.take(late, LIMIT, subject, 0).source() == Source.REDIS);
        }
    }

    @Test
    void troubleOfOneKeyIsAnsweredByItsPolicyAndLosesNothing() {
        try (TestRedis other = new TestRedis();
                Store beside = new FailoverStore(
                        other.openStore(), new MemoryStore(new SteadyClock(), Source.LOCAL, 64), new SteadyClock())) {
            other.look().set("ratelimit:token:rule:" + subject, "foreign");
            for (int i = 0; i < 50; i++) {
                assertThat(Charges.take(beside, LIMIT, subject, 0).source()).isEqualTo(Source.LOCAL);
                assertThat(Charges.take(beside, LIMIT, "well", 0).source()).isEqualTo(Source.REDIS);
            }
            assertThat(log.containing(LOST)).isEmpty();
            // Redis 6.2 wraps what it says.
            assertThat(log.containing("Redis is well and does not answer a call ("))
                    .singleElement()
                    .asString()
                    .contains("WRONGTYPE");
        }
    }

    @Test
    void whatOneRuleRefusesTheOthersDoNotCharge() {
        server.kill();
        lose();
        Charge refused = charge("a", FailurePolicy.DENY, 1);
        Charge counted = charge("b", FailurePolicy.LOCAL, 4);
        Charge passed = charge("c", FailurePolicy.ALLOW, 1);
        assertThat(decisions(refused, counted, passed))
                .extracting(Decision::source)
                .containsExactly(Source.FAIL_CLOSED, Source.LOCAL, Source.FAIL_OPEN);
        assertThat(decisions(counted, passed)).extracting(Decision::remaining).containsExactly(6L, 10L);
    }

    private int load(FailurePolicy policy, AtomicBoolean over) {
        int calls = 0;
        while (!over.get()) {
            decide(policy, calls++ % 3);
        }
        return calls;
    }

    /** Calls until the loss of Redis is known. */
    private void lose() {
        await().until(() -> {
            Source source = decide(FailurePolicy.LOCAL, 0).source();
            return source == Source.LOCAL
                    && log.containing(LOST).size() > log.containing(BACK).size();
        });
    }

    private Decision decide(FailurePolicy policy, long cost) {
        return decisions(charge("rule", policy, cost)).get(0);
    }

    private List<Decision> decisions(Charge... charges) {
        return Charges.decided(store, new Call(Action.TAKE, List.of(charges), null))
                .decisions();
    }

    private Charge charge(String rule, FailurePolicy policy, long cost) {
        return new Charge(rule, LIMIT, List.of(subject), cost, Charge.ENFORCED, policy);
    }
}
