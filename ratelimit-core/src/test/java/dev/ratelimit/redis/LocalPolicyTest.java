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
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Redis is lost, and what its nodes admit alone goes on from where it was, and is charged to it. */
@Tag("redis")
@Tag("outage")
class LocalPolicyTest {

    private static final RedisSettings SETTINGS = new RedisSettings("ratelimit", Duration.ofMillis(100), 512);

    private final String subject = Charges.newSubject();
    private final LogLines log = new LogLines();
    private final List<Store> nodes = new ArrayList<>();
    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start();
    }

    @AfterEach
    void stop() {
        nodes.forEach(Store::close);
        server.close();
        log.close();
    }

    /** A node that has seen so many, itself included. */
    private Store node(long seen) {
        SteadyClock clock = new SteadyClock();
        Store redis = RedisStores.open(RedisTarget.parse(server.address()).address(), SETTINGS);
        Store node = new FailoverStore(redis, new LocalCounts(clock, 100_000, () -> seen), clock);
        nodes.add(node);
        awaitSource(node, Source.REDIS);
        return node;
    }

    private void awaitSource(Store node, Source source) {
        Limit other = Limit.perSecond(1_000);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> Charges.take(node, other, "other", 0).source() == source);
    }

    private void lose() {
        server.suspend();
        for (Store node : nodes) {
            awaitLost(node);
        }
    }

    /** Hung, a store is asked until its breaker opens. */
    private void awaitLost(Store node) {
        Limit other = Limit.perSecond(1_000);
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            long start = System.nanoTime();
            Source source = Charges.take(node, other, "other", 0).source();
            return source == Source.LOCAL
                    && System.nanoTime() - start < SETTINGS.budget().toNanos() / 2;
        });
    }

    private void find() {
        server.resume();
        nodes.forEach(node -> awaitSource(node, Source.REDIS));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void countsOnFromWhatRedisHadLeftAndChargesWhatItTook(Algorithm algorithm) {
        Store node = node(1);
        Limit limit = LongWindows.of(algorithm, 10);
        Charges.take(node, limit, subject, 4);
        lose();
        Decision here = Charges.take(node, limit, subject, 3);
        assertThat(here.source()).isEqualTo(Source.LOCAL);
        assertThat(here.remaining()).isEqualTo(3);
        assertThat(Charges.take(node, limit, subject, 4).allowed()).isFalse();
        find();
        Decision there = Charges.take(node, limit, subject, 0);
        assertThat(there.source()).isEqualTo(Source.REDIS);
        assertThat(there.remaining()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void nodesShareALimitThatNobodyHasUsed(Algorithm algorithm) {
        IntStream.range(0, 3).forEach(i -> node(3));
        Limit limit = LongWindows.of(algorithm, 10);
        lose();
        long admitted = 0;
        for (Store node : nodes) {
            for (int i = 0; i < 10; i++) {
                admitted += Charges.take(node, limit, subject, 1).allowed() ? 1 : 0;
            }
        }
        assertThat(admitted).isEqualTo(9);
        find();
        assertThat(Charges.take(nodes.get(0), limit, subject, 0).remaining()).isEqualTo(1);
    }

    @Test
    void anOutageIsNoFreeQuotaOfARedisThatForgotEverything() {
        Store node = node(1);
        Limit limit = LongWindows.of(Algorithm.FIXED_WINDOW, 10);
        server.kill();
        awaitSource(node, Source.LOCAL);
        for (int i = 0; i < 10; i++) {
            Charges.take(node, limit, subject, 1);
        }
        server.restart();
        awaitSource(node, Source.REDIS);
        assertThat(Charges.take(node, limit, subject, 1).allowed()).isFalse();
    }

    @Test
    void everyDecisionNamesItsCause() {
        Store node = node(1);
        Limit limit = LongWindows.of(Algorithm.TOKEN, 10);
        assertThat(Charges.take(node, limit, subject, 1).cause()).isNull();
        lose();
        assertThat(Charges.take(node, limit, subject, 1).cause()).isEqualTo("timeout");
        find();
        assertThat(Charges.take(node, limit, subject, 1).cause()).isNull();
        server.kill();
        awaitSource(node, Source.LOCAL);
        assertThat(Charges.take(node, limit, subject, 1).cause()).isEqualTo("disconnected");
        server.restart();
        awaitSource(node, Source.REDIS);
        RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        try {
            client.connect().sync().configSet("maxmemory", "1");
            assertThat(Charges.take(node, limit, subject, 1).cause()).isEqualTo("oom");
            client.connect().sync().configSet("maxmemory", "0");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void chargesThousandsOfBucketsWithoutDelayingTheFirstDecision() {
        Store node = node(1);
        Limit limit = LongWindows.of(Algorithm.TOKEN, 10);
        lose();
        for (int i = 0; i < 20_000; i++) {
            Charges.take(node, limit, subject + i, 3);
        }
        long start = System.nanoTime();
        find();
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("charging 20000 buckets back: first decision on Redis after %d ms%n", first.toMillis());
        assertThat(first).isLessThan(Duration.ofMillis(7_500));
        for (int i = 0; i < 20_000; i += 100) {
            String one = subject + i;
            await().until(() -> Charges.take(node, limit, one, 0).remaining() == 7);
        }
        assertThat(log.containing("is not charged")).isEmpty();
    }
}
