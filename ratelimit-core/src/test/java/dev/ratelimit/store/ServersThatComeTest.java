package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Servers of a cluster that take the place of others; each is a store of this JVM that says it is Redis. */
class ServersThatComeTest {

    private static final Limit LIMIT = Limit.perDay(10);

    private final SteadyClock clock = new SteadyClock();
    private final Some redis = new Some();

    /** One server at a time has all keys. */
    private final class Some implements Store, Servers {

        private final Store store = new MemoryStore(clock, Source.REDIS, 10_000);
        private final AtomicInteger asked = new AtomicInteger();
        private volatile String server = "a";
        private volatile Trouble trouble;
        private volatile boolean metByProbes = true;
        /** Where it is not the one that has the keys. */
        private volatile List<String> others = List.of();

        @Override
        public Answer decide(Call call) {
            asked.incrementAndGet();
            Trouble now = trouble;
            if (now != null) {
                throw new StoreException(now, "as the test wants it", null);
            }
            return store.decide(call);
        }

        @Override
        public Servers servers() {
            return this;
        }

        @Override
        public String of(Call call) {
            boolean probe = call.charges().get(0).rule().equals("~probe");
            return probe && !metByProbes ? "another" : server;
        }

        @Override
        public List<String> all() {
            return others.isEmpty() ? List.of(server) : others;
        }

        @Override
        public void lost(String lost) {}

        @Override
        public void close() {}
    }

    private Decision take(Store store, String subject, long cost) {
        return Charges.take(store, LIMIT, subject, cost);
    }

    /** A replica was promoted: what this node admitted meanwhile it must know before it admits the same once more. */
    @Test
    void oneThatTakesOverIsToldBeforeItIsAsked() {
        try (Store store = new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> 1), clock)) {
            redis.trouble = Trouble.DISCONNECTED;
            take(store, "lost", 1);
            assertThat(take(store, "alice", 10).source()).isEqualTo(Source.LOCAL);
            assertThat(take(store, "alice", 1).allowed()).isFalse();
            redis.server = "b";
            redis.trouble = null;
            assertThat(take(store, "alice", 10).allowed())
                    .as("ten more, as an outage is no free quota")
                    .isFalse();
        }
    }

    /** While there is no link to any server, none has a name. */
    @Test
    void oneThatIsThereAgainWithTheLinkToAllIsToldBeforeItIsAsked() {
        try (Store store = new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> 1), clock)) {
            assertThat(take(store, "alice", 0).source()).isEqualTo(Source.REDIS);
            redis.server = Servers.ONLY;
            redis.trouble = Trouble.DISCONNECTED;
            take(store, "lost", 1);
            assertThat(take(store, "alice", 10).source()).isEqualTo(Source.LOCAL);
            redis.server = "a";
            redis.trouble = null;
            assertThat(take(store, "alice", 10).allowed())
                    .as("ten more, as an outage is no free quota")
                    .isFalse();
        }
    }

    @Test
    void oneThatWasToldIsAskedSoonAndNobodyHearsOfIt() {
        try (LogLines log = new LogLines();
                Store store = new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> 1), clock)) {
            redis.trouble = Trouble.DISCONNECTED;
            take(store, "lost", 1);
            take(store, "alice", 10);
            redis.server = "b";
            redis.trouble = null;
            await().until(() -> take(store, "alice", 0).source() == Source.REDIS);
            assertThat(take(store, "alice", 0).remaining()).isZero();
            assertThat(log.containing("Redis server b")).isEmpty();
        }
    }

    @Test
    void oneThatNeverAnswersIsSaidToBeLost() {
        try (LogLines log = new LogLines();
                Store store = new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> 1), clock)) {
            redis.trouble = Trouble.TIMEOUT;
            for (int i = 0; i < 6; i++) {
                take(store, "alice", 1);
            }
            redis.server = "b";
            redis.asked.set(0);
            await().untilAsserted(() -> {
                assertThat(take(store, "alice", 0).source()).isEqualTo(Source.LOCAL);
                assertThat(log.containing("Redis server b is lost")).hasSize(1);
            });
            assertThat(take(store, "alice", 0).cause()).isEqualTo("timeout");
        }
    }

    /** A master of one slot, as in the middle of a resharding, that no probe's subject belongs to. */
    @Test
    void oneThatNoProbeMeetsIsLostAsAnyOther() {
        redis.metByProbes = false;
        assertThat(linesOfThreeSeconds("Redis server a is lost")).isEqualTo(1);
        assertThat(redis.asked.get()).as("requests that paid their budget").isLessThanOrEqualTo(5);
    }

    /** No master has its slot. */
    @Test
    void thatThereIsNoneIsToldOnce() {
        redis.others = List.of("a");
        redis.server = Servers.ONLY;
        assertThat(linesOfThreeSeconds("Redis is lost")).isEqualTo(1);
    }

    /** Nodes that disagree about who is a master. */
    @Test
    void oneThatComesAndGoesFloodsNoLog() {
        redis.others = List.of("b");
        redis.metByProbes = false;
        assertThat(linesOfThreeSeconds("Redis server a is lost")).isBetween(1L, 6L);
    }

    /** Nothing is owed, or new ones would not be asked. */
    private long linesOfThreeSeconds(String line) {
        Charge charge = new Charge("rule", LIMIT, List.of("alice"), 1, Charge.ENFORCED, FailurePolicy.ALLOW);
        try (LogLines log = new LogLines();
                Store store = new FailoverStore(redis, new LocalCounts(clock, 10_000, () -> 1), clock)) {
            redis.asked.set(0);
            redis.trouble = Trouble.TIMEOUT;
            long end = clock.millis() + 3_000;
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                store.decide(Charges.take(charge));
                return clock.millis() > end;
            });
            return log.containing(line).size();
        }
    }
}
