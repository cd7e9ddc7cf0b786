package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.TagSplit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real cluster loses masters, moves slots and forgets scripts; only those users notice whose master is lost. */
@Tag("redis")
@Tag("outage")
class ClusterFailoverTest {

    /** A figure that is promised is reported here; a crowded machine may take ten times as long. */
    private static final int FACTOR = Integer.getInteger("proof.factor", 10);

    private static final Duration RECOVERY = ClusterRig.NODE_TIMEOUT.plusSeconds(5);
    private static final RedisSettings SETTINGS = new RedisSettings("ratelimit", Duration.ofMillis(250), 512);
    private static final Limit ROOMY = LongWindows.of(Algorithm.TOKEN, 1_000_000);
    private static final Limit ONE = LongWindows.of(Algorithm.TOKEN, 1);

    private static ClusterRig rig;

    private final LogLines log = new LogLines();
    private final String alice = Charges.newSubject();
    private String bob;
    private Store store;

    private enum Fault {
        KILLED,
        HUNG;

        void befall(String key) {
            if (this == KILLED) {
                rig.kill(key);
            } else {
                rig.suspend(key);
            }
        }
    }

    @BeforeAll
    static void startRig() {
        rig = ClusterRig.start();
    }

    @AfterAll
    static void stopRig() {
        rig.close();
    }

    @BeforeEach
    void open() {
        bob = rig.keyBeside(alice);
        store = open(SETTINGS);
    }

    private static Store open(RedisSettings settings) {
        SteadyClock clock = new SteadyClock();
        return new TagSplit(new FailoverStore(
                RedisStores.openCluster(rig.seeds(), settings), new MemoryStore(clock, Source.LOCAL, 1_000), clock));
    }

    /** Nothing fails but for a reason that waiting does not help. */
    private void bePatient() {
        store.close();
        store = open(TestRedis.PATIENT);
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
        rig.heal();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aLostMasterIsNoticedByItsOwnUsersOnlyAndReplacedWithinSeconds(Fault fault) throws Exception {
        Charge usedUp = charge("used-up", ONE, alice, FailurePolicy.DENY);
        decide(usedUp);
        Load his = new Load(store, charge("hers", ROOMY, alice, FailurePolicy.ALLOW));
        Load other = new Load(store, charge("other", ROOMY, bob, FailurePolicy.ALLOW));
        Load denied = new Load(store, usedUp);
        String name = rig.master(alice).address();
        long start;
        try (Load.Running running = new Load.Running(his, other, denied)) {
            running.goOn(500);
            start = System.nanoTime();
            fault.befall(alice);
            await().atMost(RECOVERY.multipliedBy(FACTOR)).until(() -> his.recoveredNanos.get() > 0);
            running.goOn(500);
        }
        Duration recovery = Duration.ofNanos(his.recoveredNanos.get() - start);
        System.out.printf(
                "cluster, master %s: recovery %.1f s, wrongly allowed %d, wrongly denied %d, others on the fallback %d%n",
                fault,
                recovery.toMillis() / 1e3,
                denied.allowed.get(),
                his.denied.get() + other.denied.get(),
                other.elsewhere.get());
        assertThat(denied.allowed).hasValue(0);
        assertThat(his.denied).hasValue(0);
        assertThat(his.elsewhere.get()).isPositive();
        assertThat(other.denied).hasValue(0);
        // A crowded machine may take longer than the budget; a lost node would take all of them.
        assertThat(other.elsewhere.get()).isLessThan(other.calls.get() / 20);
        assertThat(1_000_000 - remaining("other", bob))
                .isBetween(other.allowed.get(), other.allowed.get() + other.elsewhere.get());
        assertThat(log.containing("is lost")).hasSize(1).allMatch(line -> line.contains("Redis server " + name));
        await().until(() -> !log.containing("is replaced").isEmpty()
                || !log.containing("is back").isEmpty());
    }

    @Test
    void whatIsForADeadMasterIsCertainlyNotCharged() {
        try (Store redis = RedisStores.openCluster(rig.seeds(), SETTINGS)) {
            Call call = Charges.take(charge("hers", ROOMY, alice, FailurePolicy.ALLOW));
            redis.decide(call);
            rig.kill(alice);
            await().until(() -> undone(redis, call));
            assertThat(Charges.take(redis, ROOMY, bob, 1).source()).isEqualTo(Source.REDIS);
        }
    }

    private static boolean undone(Store redis, Call call) {
        try {
            redis.decide(call);
            return false;
        } catch (StoreException e) {
            return e.undone();
        }
    }

    @Test
    void movingASlotDisturbsNobody() throws Exception {
        bePatient();
        Load load = new Load(store, charge("hers", ROOMY, alice, FailurePolicy.ALLOW), alice);
        Load other = new Load(store, charge("other", ROOMY, alice, FailurePolicy.ALLOW));
        try (Load.Running running = new Load.Running(load, other, load, other)) {
            for (int i = 0; i < 5; i++) {
                running.goOn(300);
                rig.migrate(alice);
            }
            running.goOn(500);
        }
        System.out.printf(
                "cluster, 5 slot migrations under load: %d of %d calls failed, %d counted of %d%n",
                load.elsewhere.get() + other.elsewhere.get(),
                load.calls.get() + other.calls.get(),
                2_000_000 - remaining("hers", alice) - remaining("other", alice),
                load.allowed.get() + other.allowed.get());
        assertThat(rig.answered("NOSCRIPT")).isPositive();
        assertThat(load.elsewhere).hasValue(0);
        assertThat(other.elsewhere).hasValue(0);
        assertThat(remaining("hers", alice)).isEqualTo(1_000_000 - load.allowed.get());
        assertThat(remaining("other", alice)).isEqualTo(1_000_000 - other.allowed.get());
        assertThat(log.containing("is lost")).isEmpty();
    }

    @Test
    void forgottenScriptsDisturbNobody() throws Exception {
        bePatient();
        Load load = new Load(store, charge("hers", ROOMY, alice, FailurePolicy.ALLOW));
        Load other = new Load(store, charge("other", ROOMY, bob, FailurePolicy.ALLOW));
        try (Load.Running running = new Load.Running(load, other)) {
            for (int i = 0; i < 20; i++) {
                running.goOn(50);
                rig.flushScripts();
            }
        }
        assertThat(load.elsewhere).hasValue(0);
        assertThat(other.elsewhere).hasValue(0);
        assertThat(remaining("hers", alice)).isEqualTo(1_000_000 - load.allowed.get());
    }

    @Test
    void aPromotedReplicaWithoutScriptsDecides() {
        RedisServer before = rig.master(alice);
        rig.flushScripts();
        rig.kill(alice);
        await().atMost(RECOVERY.multipliedBy(FACTOR)).until(() -> rig.master(alice) != before);
        rig.flushScripts();
        await().atMost(RECOVERY.multipliedBy(FACTOR))
                .until(() -> decide(charge("hers", ROOMY, alice, FailurePolicy.ALLOW))
                                .source()
                        == Source.REDIS);
        for (int i = 0; i < 100; i++) {
            assertThat(decide(charge("hers", ROOMY, alice, FailurePolicy.ALLOW)).source())
                    .isEqualTo(Source.REDIS);
        }
    }

    @Test
    void aPromotedReplicaIsToldWhatIsOwedBeforeItIsAsked() {
        Charge hers = charge("hers", ONE, alice, FailurePolicy.LOCAL);
        rig.kill(alice);
        await().until(() -> {
            decide(charge("other", ROOMY, alice, FailurePolicy.LOCAL));
            return !log.containing("is lost").isEmpty();
        });
        assertThat(decide(hers).allowed()).isTrue();
        Decision first = await().atMost(RECOVERY.multipliedBy(FACTOR))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> decide(hers), decision -> decision.source() == Source.REDIS);
        assertThat(first.allowed())
                .as("once more, as an outage is no free quota")
                .isFalse();
    }

    @Test
    void aClusterWithoutAMajorityIsLostAsAWholeAndFoundAgain() {
        String carol = rig.keyBeside(alice, bob);
        rig.suspend(alice);
        rig.suspend(bob);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            decide(charge("hers", ROOMY, carol, FailurePolicy.ALLOW));
            return log.containing("is lost").stream().anyMatch(line -> line.contains("CLUSTERDOWN"));
        });
        assertThat(decide(charge("hers", ROOMY, carol, FailurePolicy.DENY)).source())
                .isEqualTo(Source.FAIL_CLOSED);
        rig.heal();
        long start = System.nanoTime();
        for (String user : List.of(alice, bob, carol)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> decide(charge("hers", ROOMY, user, FailurePolicy.ALLOW))
                                    .source()
                            == Source.REDIS);
        }
        System.out.printf("cluster, majority back: recovery %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private Decision decide(Charge charge) {
        return Charges.decided(store, Charges.take(charge)).decisions().get(0);
    }

    private long remaining(String rule, String subject) {
        return decide(charge(rule, ROOMY, subject, FailurePolicy.ALLOW).look()).remaining();
    }

    private static Charge charge(String rule, Limit limit, String subject, FailurePolicy policy) {
        return new Charge(rule, limit, List.of(subject), 1, Charge.ENFORCED, policy);
    }
}
