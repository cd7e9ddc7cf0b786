package dev.ratelimit.redis;

import static dev.ratelimit.store.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.Rush;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import dev.ratelimit.store.TagSplit;
import dev.ratelimit.user.Users;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What spans the nodes of a real cluster: requests of several tags, and users. */
@Tag("redis")
class ClusterSplitTest {

    private static final Duration IDLE = Duration.ofDays(30);
    private static final int THREADS = 100;

    private static ClusterRig rig;
    private static RedisStore redis;
    private static TagSplit store;

    private final String alice = Charges.newSubject();
    private final String bob = rig.keyBeside(alice);
    private final String carol = rig.keyBeside(alice, bob);

    @BeforeAll
    static void start() {
        rig = ClusterRig.start();
        redis = RedisStores.openCluster(rig.seeds(), TestRedis.PATIENT);
        store = new TagSplit(redis);
    }

    @AfterAll
    static void stop() {
        store.close();
        rig.close();
    }

    /** Whoever names one node as if it were all is told so at once, and not after the budget. */
    @Test
    void keysThatAreElsewhereAreNoReasonToWait() {
        RedisURI one = rig.seeds().get(0);
        Limit ten = LongWindows.of(Algorithm.TOKEN, 10);
        int elsewhere = 0;
        long start = System.nanoTime();
        try (Store mistaken = RedisStores.open(one, TestRedis.PATIENT)) {
            for (int i = 0; i < 30; i++) {
                try {
                    Charges.take(mistaken, ten, alice + i, 1);
                } catch (StoreException e) {
                    assertThat(e.trouble()).isEqualTo(Trouble.CALL);
                    assertThat(e).hasMessageStartingWith("MOVED");
                    elsewhere++;
                }
            }
        }
        assertThat(elsewhere).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestRedis.PATIENT.budget());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aHundredRequestsAtOnceNeverPassALimitAndLeaveNothingTaken(Algorithm algorithm) throws Exception {
        Limit ten = LongWindows.of(algorithm, 10);
        Charge[] charges = {charge("a", ten, alice, 1), charge("b", ten, bob, 1), charge("c", ten, carol, 1)};
        long before = store.putBack();
        int allowed;
        try (Rush rush = new Rush(THREADS)) {
            allowed = rush.allowed(store, i -> Charges.take(charges[i % 3], charges[(i + 1) % 3]));
        }
        long taken = 0;
        for (Charge charge : charges) {
            taken += 10 - remaining(charge);
        }
        System.out.printf(
                "cluster, %s: %d requests of two tags each at once, %d allowed of 15 at most, %d put back%n",
                algorithm.id(), THREADS, allowed, store.putBack() - before);
        assertThat(allowed).isBetween(1, 15);
        assertThat(taken).as("two units for each request that passed").isEqualTo(2L * allowed);
        assertThat(store.notPutBack()).isZero();
    }

    @Test
    void fewerThanHaveTwoPartsMayBeUnderWay() {
        Limit limit = LongWindows.of(Algorithm.TOKEN, 1_000_000);
        Call call = Charges.take(charge("a", limit, alice, 1), charge("b", limit, bob, 1));
        RedisSettings narrow = new RedisSettings("ratelimit", Duration.ofSeconds(10), 2);
        try (Store busy = new TagSplit(RedisStores.openCluster(rig.seeds(), narrow))) {
            IntStream.range(0, 500).parallel().forEach(i -> busy.decide(call));
        }
        assertThat(remaining(call.charges().get(1))).isEqualTo(1_000_000 - 500);
    }

    @Test
    void aLostMasterIsTheAffairOfItsOwnBucketsOnly() {
        SteadyClock clock = new SteadyClock();
        try (Store failover = new TagSplit(new FailoverStore(
                RedisStores.openCluster(rig.seeds(), TestRedis.PATIENT),
                new MemoryStore(clock, Source.LOCAL, 64),
                clock))) {
            Limit limit = LongWindows.of(Algorithm.TOKEN, 10);
            Charge lost = new Charge("a", limit, List.of(alice), 1, Charge.ENFORCED, FailurePolicy.LOCAL);
            Charge tight = charge("b", limit.sized(1), bob, 1);
            rig.kill(alice);
            List<Decision> first =
                    Charges.decided(failover, Charges.take(lost, tight)).decisions();
            List<Decision> second =
                    Charges.decided(failover, Charges.take(lost, tight)).decisions();
            assertThat(first).extracting(Decision::source).containsExactly(Source.LOCAL, Source.REDIS);
            assertThat(second).extracting(Decision::allowed).containsExactly(true, false);
            assertThat(second.get(0).remaining())
                    .as("put back where it was taken")
                    .isEqualTo(9);
        } finally {
            rig.heal();
        }
    }

    @Test
    void theRecordOfAUserIsComparedBesideTheBucketsOfOthers() {
        Charge byAddress = charge("address", LongWindows.of(Algorithm.TOKEN, 10), bob, 1);
        users().change(alice, Map.of("plan", "pro"));
        Call call = new Call(Action.TAKE, List.of(byAddress), user(0));
        assertThat(store.decide(call))
                .isInstanceOfSatisfying(
                        Answer.OtherProfile.class,
                        other -> assertThat(other.fields()).containsEntry("plan", "pro"));
        assertThat(remaining(byAddress)).isEqualTo(10);
    }

    @Test
    void aUserIsListedByTheFirstCheckAndHasARecord() {
        store.decide(new Call(
                Action.TAKE, List.of(charge("r", LongWindows.of(Algorithm.TOKEN, 10), alice, 1)), user(0)));
        assertThat(users().list("", alice, 10).users()).containsOnlyKeys(alice);
        assertThat(users().find(alice).orElseThrow().fields()).containsEntry("max_tokens", "10");
    }

    @Test
    void aSweepTakesOffWhoHasNoRecordAndNobodyElse() {
        rig.flush();
        users().change(alice, Map.of("plan", "pro"));
        rig.eval("ratelimit:users", "return redis.call('SADD', KEYS[1], '" + bob + "')");
        assertThat(users().find(bob)).as("a user with the defaults").isPresent();
        assertThat(users().sweep()).isEqualTo(1);
        assertThat(users().find(bob)).isEmpty();
        assertThat(users().find(alice)).isPresent();
    }

    @Test
    void noVersionOfARecordEverComesBack() {
        users().change(alice, Map.of("plan", "pro"));
        long first = version();
        users().delete(alice);
        users().change(alice, Map.of("plan", "free"));
        assertThat(version()).isGreaterThan(first);
        long second = version();
        rig.eval("ratelimit:{rules}:users:version", "return redis.call('DEL', KEYS[1])");
        users().change(alice, Map.of("plan", "pro"));
        assertThat(version()).as("when the counter is lost").isGreaterThan(second);
    }

    @Test
    void aResetFindsTheBucketsOfAUserOnEveryNode() {
        Limit limit = LongWindows.of(Algorithm.TOKEN, 10);
        List<Charge> charges = IntStream.range(0, 30)
                .mapToObj(i ->
                        new Charge("r", limit, List.of("192.0.2." + i, alice), 1, Charge.ENFORCED, FailurePolicy.LOCAL))
                .toList();
        charges.forEach(charge -> store.decide(Charges.take(charge)));
        Charge bystander = charge("r", limit, bob, 1);
        store.decide(Charges.take(bystander));
        users().reset(alice);
        assertThat(charges).allMatch(charge -> remaining(charge) == 10);
        assertThat(remaining(bystander)).isEqualTo(9);
    }

    @Test
    void anApplicationsClientStaysOpen() {
        try (RedisClusterClient client = RedisClusterClient.create(rig.seeds())) {
            client.setOptions(ClusterClientOptions.builder()
                    .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            Store own = RedisStores.open(client, TestRedis.PATIENT);
            assertThat(Charges.take(own, LongWindows.of(Algorithm.TOKEN, 10), alice, 1)
                            .remaining())
                    .isEqualTo(9);
            own.close();
            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        }
    }

    private AssumedUser user(long version) {
        return new AssumedUser(alice, version, 60_000, true, Map.of("max_tokens", "10"));
    }

    private long version() {
        return users().find(alice).orElseThrow().version();
    }

    private static Users users() {
        return redis.users(IDLE, Owners.ANY_PART);
    }

    private static long remaining(Charge charge) {
        return Charges.decided(store, Charges.take(charge.look()))
                .decisions()
                .get(0)
                .remaining();
    }
}
