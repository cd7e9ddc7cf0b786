package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rig.SentinelRig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While two servers take themselves for the master, who decides? Each check is of a user of its own, who has a bucket then on
 * the server that decided, so that a decision by Redis of whom the new master knows nothing was the old one's.
 */
@Tag("redis")
@Tag("outage")
@Tag("figure")
class TwoMastersTest {

    private static final String BUCKET = "ratelimit:token:";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SentinelRig rig = new SentinelRig();
    private final RedisServer old = rig.master();
    private final RedisServer next = rig.replica();
    private final List<PlainRedis> sentinels = rig.sentinels().stream()
            .map(sentinel -> new PlainRedis(sentinel.port()))
            .toList();
    private RateLimiter limiter;

    /** What became of decisions that Redis took. */
    private record Count(long decided, long lostBefore, long byOld, long notCharged) {}

    @BeforeEach
    void start() {
        limiter = Rig.limiter(rig.address(), Setting.USUAL);
        await().until(() -> limiter.check("first").source() == Source.REDIS);
    }

    @AfterEach
    void stop() {
        limiter.close();
        sentinels.forEach(PlainRedis::close);
        rig.close();
    }

    @Test
    void anOldMasterThatHungDecidesNothing() throws Exception {
        Count count = count(old::suspend, old::resume);
        tell("two-masters", "SIGSTOP of the master, SIGCONT as soon as a Sentinel names another", count);
        assertThat(count.byOld()).isZero();
    }

    @Test
    void norWhereNoSentinelMayTellOfTheNewOne() throws Exception {
        for (PlainRedis sentinel : sentinels) {
            sentinel.say("ACL SETUSER default -subscribe");
            sentinel.say("CLIENT KILL TYPE pubsub");
        }
        Count count = count(old::suspend, old::resume);
        tell("two-masters-untold", "the same where the Sentinels' news are forbidden", count);
        assertThat(count.byOld()).isZero();
    }

    @Test
    void anOldMasterThatWasToldToGoDecidesNothing() throws Exception {
        Count count = count(rig::failOver, () -> {});
        tell("two-masters-told", "the Sentinels are told to change a master that is well", count);
        assertThat(count.byOld()).isZero();
        // Those of the moment until the Sentinel's news are here.
        assertThat(count.lostBefore()).isLessThan(200);
    }

    private Count count(Runnable fault, Runnable whenNamed) throws Exception {
        try (ManyUsers load = new ManyUsers(limiter)) {
            await().until(() -> load.decided() > 500);
            rig.look(old, commands -> commands.waitForReplication(1, 1_000));
            fault.run();
            await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(this::named);
            long since = System.nanoTime();
            whenNamed.run();
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
            await().atMost(LONG).until(() -> limiter.check("last").source() == Source.REDIS);
            return count(load.stop(), since);
        }
    }

    private boolean named() {
        String port = Integer.toString(next.port());
        return sentinels.stream()
                .anyMatch(sentinel -> sentinel.ask("SENTINEL", "get-master-addr-by-name", SentinelRig.NAME)
                        .contains(port));
    }

    private Count count(List<ManyUsers.Asked> asked, long since) {
        Set<String> kept = new HashSet<>(rig.look(next, commands -> commands.keys(BUCKET + "*")));
        List<ManyUsers.Asked> missing = asked.stream()
                .filter(one -> !kept.contains(BUCKET + one.user()))
                .toList();
        List<ManyUsers.Asked> lost =
                missing.stream().filter(one -> one.source() == Source.REDIS).toList();
        long after = lost.stream().filter(one -> one.nanos() - since > 0).count();
        return new Count(
                asked.stream().filter(one -> one.source() == Source.REDIS).count(),
                lost.size() - after,
                after,
                missing.size() - lost.size());
    }

    private static void tell(String name, String how, Count count) {
        String found =
                ("%d of %,d decisions of Redis by the old master after that; before, %d of which the new one does not know;"
                                + " %d, decided here, perhaps not charged")
                        .formatted(count.byOld(), count.decided(), count.lostBefore(), count.notCharged());
        System.out.println(name + ": " + found);
        new Finding(name, how, found).write();
    }
}
