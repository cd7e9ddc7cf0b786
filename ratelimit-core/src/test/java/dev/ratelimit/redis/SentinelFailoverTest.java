package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.SentinelRig;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a master, its Sentinels or the replica, a store finds the master that the Sentinels name. */
@Tag("redis")
@Tag("outage")
class SentinelFailoverTest {

    private static final RedisSettings SETTINGS = new RedisSettings("ratelimit", Duration.ofMillis(100), 512);
    private static final Limit LIMIT = Limit.perHour(1_000);
    /** The figures are some 3 s after the fault; a busy machine may take ten times as long. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String subject = Charges.newSubject();
    private final LogLines log = new LogLines();
    private SentinelRig rig;
    private Store store;

    @BeforeEach
    void start() {
        rig = new SentinelRig();
        store = open(SETTINGS);
        await().until(this::onRedis);
    }

    @AfterEach
    void stop() {
        store.close();
        rig.close();
        log.close();
    }

    @Test
    void aKilledMaster() {
        RedisServer replica = rig.replica();
        rig.look(replica, commands -> commands.scriptFlush());
        recovers("Sentinel, master killed", RedisServer::kill);
        assertThat(calls(replica)).isPositive();
    }

    @Test
    void aHungMaster() {
        recovers("Sentinel, master hung", RedisServer::suspend);
    }

    @Test
    void aHungMasterAndAHungSentinel() {
        rig.sentinels().get(0).suspend();
        recovers("Sentinel, master and a Sentinel hung", RedisServer::suspend);
    }

    @Test
    void aMasterThatBecameAReplica() {
        RedisServer master = rig.master();
        RedisServer replica = rig.replica();
        try (FailoverLoad load = new FailoverLoad(store)) {
            rig.look(master, commands -> commands.replicaof("127.0.0.1", replica.port()));
            await().until(() -> load.lost() > 0);
            rig.failOver();
            rig.awaitMaster(replica);
            long known = System.nanoTime();
            await().atMost(LONGEST).until(() -> load.recovered(known));
            tell(load, "Sentinel, READONLY, since the new master is known", known);
        }
    }

    @Test
    void anOldMasterThatIsBackDecidesNothing() {
        RedisServer old = rig.suspendMaster();
        rig.awaitMaster(rig.otherThan(old));
        await().atMost(LONGEST).until(() -> !log.containing("The master is now").isEmpty());
        old.resume();
        long before = calls(old);
        long decided = 0;
        while (decided < 200) {
            decided += onRedis() ? 1 : 0;
        }
        long byOld = calls(old) - before;
        System.out.println("Sentinel, old master back: decisions by it " + byOld);
        assertThat(byOld).isZero();
    }

    @Test
    void noMatterThatAllSentinelsAreAway() {
        try (Store patient = open(TestRedis.PATIENT);
                FailoverLoad load = new FailoverLoad(patient)) {
            rig.sentinels().get(0).suspend();
            rig.sentinels().get(1).kill();
            rig.sentinels().get(2).kill();
            long since = System.nanoTime();
            await().during(Duration.ofSeconds(4)).atMost(LONGEST).until(() -> load.lost() == 0);
            tell(load, "Sentinels away", since);
        }
        assertThat(log.containing("WARN")).isEmpty();
    }

    @Test
    void startsWithoutSentinelsAndFindsThemLater() {
        rig.sentinels().forEach(RedisServer::kill);
        try (Store late = open(SETTINGS)) {
            assertThat(Charges.take(late, LIMIT, subject, 1).source()).isEqualTo(Source.LOCAL);
            assertThat(log.containing("Redis is lost (DISCONNECTED: no Sentinel names a master: Connection refused"))
                    .hasSize(1);
            rig.sentinels().get(1).restart();
            await().atMost(LONGEST)
                    .until(() -> Charges.take(late, LIMIT, subject, 0).source() == Source.REDIS);
        }
    }

    private void recovers(String name, Consumer<RedisServer> fault) {
        RedisServer master = rig.master();
        try (FailoverLoad load = new FailoverLoad(store)) {
            // Both buckets are on the replica, too: what is lost on the way there is Redis's matter.
            rig.look(master, commands -> commands.waitForReplication(1, 1_000));
            fault.accept(master);
            long since = System.nanoTime();
            await().atMost(LONGEST).until(() -> load.recovered(since));
            rig.awaitMaster(rig.otherThan(master));
            tell(load, name, since);
        }
        assertThat(log.containing("Redis is lost")).hasSizeLessThan(4);
    }

    private static void tell(FailoverLoad load, String fault, long since) {
        System.out.println(load.report(fault, since));
        assertThat(load.wronglyAllowed()).isZero();
        assertThat(load.wronglyDenied()).isZero();
    }

    private long calls(RedisServer server) {
        return rig.look(server, commands -> commands.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*?calls=(\\d+).*", "$1")))
                .sum();
    }

    private boolean onRedis() {
        return Charges.take(store, LIMIT, subject, 0).source() == Source.REDIS;
    }

    private Store open(RedisSettings settings) {
        SteadyClock clock = new SteadyClock();
        Store redis = RedisStores.open(RedisTarget.parse(rig.address()).address(), settings);
        return new FailoverStore(redis, new MemoryStore(clock, Source.LOCAL, 1_000), clock);
    }
}
