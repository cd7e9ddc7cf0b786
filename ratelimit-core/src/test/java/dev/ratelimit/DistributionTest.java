package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that change while three nodes, each in a JVM of its own, ask all the time. */
@Tag("nodes")
class DistributionTest {

    /** A figure that is promised is reported here; a crowded machine may take ten times as long. */
    private static final int FACTOR = Integer.getInteger("proof.factor", 10);

    private static final int CHANGES = 200;
    private static final int NODES = 3;
    private static final long FIRST = 1_000_000;
    private static final String PUT_BACK = "lost what was in it; this node has put back";
    private static final String UNUSABLE = "cannot be used; what was read last stays in force";

    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private static List<NodeJvm> nodes;
    private RateLimiter writer;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        redis = client.connect().sync();
        nodes = nodes("");
    }

    private static List<NodeJvm> nodes(String user) {
        List<NodeJvm> started = Stream.generate(() -> new NodeJvm("redis://" + user + server.address()))
                .limit(NODES)
                .toList();
        started.forEach(NodeJvm::awaitReady);
        return started;
    }

    @AfterAll
    static void stop() throws InterruptedException {
        close(nodes);
        client.shutdown();
        server.close();
    }

    private static void close(List<NodeJvm> nodes) throws InterruptedException {
        for (NodeJvm node : nodes) {
            node.close();
        }
    }

    @BeforeEach
    void open() {
        writer = limiter();
        rules().put(search(FIRST), "start");
        awaitCapacity(FIRST);
    }

    private static RateLimiter limiter() {
        return RateLimiter.builder()
                .redis(server.address())
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perHour(1_000_000))
                .build();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private Repository<Rule> rules() {
        return writer.ruleRepository();
    }

    private static Rule search(long capacity) {
        return Rule.of("search", Key.of("user"), Limit.perHour(capacity));
    }

    private static void awaitCapacity(long capacity) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.stream().allMatch(node -> node.capacity() == capacity));
    }

    @Test
    void enforcesAChangeOnEveryNodeWithinATenthOfASecond() throws InterruptedException {
        assertThat(measure(nodes, FIRST + 1_000, 20, "with hints")).isLessThan(FACTOR * 100L);
    }

    /** Nodes without hints look at the counter of changes each second. */
    @Test
    void enforcesAChangeOnEveryNodeWithinTwoSecondsWithoutHints() throws InterruptedException {
        redis.aclSetuser(
                "deaf",
                AclSetuserArgs.Builder.on()
                        .addPassword("secret")
                        .allKeys()
                        .allCommands()
                        .resetChannels());
        List<NodeJvm> deaf = nodes("deaf:secret@");
        try {
            assertThat(measure(deaf, FIRST + 2_000, 25, "without hints")).isLessThan(FACTOR * 2_000L);
        } finally {
            close(deaf);
        }
    }

    /** From before a write to the first answer by it on the last node. */
    private long measure(List<NodeJvm> nodes, long base, long pauseMillis, String how) throws InterruptedException {
        long[] written = new long[CHANGES];
        long latest = base + CHANGES - 1;
        for (int i = 0; i < CHANGES; i++) {
            written[i] = System.nanoTime();
            rules().update(search(base + i), Repository.ANY, "writer");
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> nodes.stream().allMatch(node -> node.capacity() == latest));
        long[] millis = new long[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            long wanted = base + i;
            long last = nodes.stream()
                    .mapToLong(node -> node.nanos(wanted, latest))
                    .max()
                    .orElseThrow();
            millis[i] = Duration.ofNanos(last - written[i]).toMillis();
        }
        Arrays.sort(millis);
        long p99 = millis[CHANGES * 99 / 100 - 1];
        System.out.printf(
                "%d changes of a rule were enforced on %d nodes after %d ms (median), %d ms (99%%) %s%n",
                CHANGES, NODES, millis[CHANGES / 2], p99, how);
        return p99;
    }

    private static int putBackLines() {
        return nodes.stream().mapToInt(node -> node.logged(PUT_BACK).size()).sum();
    }

    /** Long enough for each node to have looked. */
    private static void assertNeverWithoutRules() {
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.stream().noneMatch(NodeJvm::wasWithoutRule));
    }

    /** What befalls Redis is mended by one of all nodes, that of the test included, which says so in one line. */
    private static void assertPutBackByOne(Runnable loss) {
        nodes.forEach(NodeJvm::forgetPast);
        int before = putBackLines();
        try (LogLines here = new LogLines()) {
            loss.run();
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.hexists("ratelimit:rules", "search"));
            assertNeverWithoutRules();
            assertThat(putBackLines() - before + here.containing(PUT_BACK).size())
                    .as("lines logged by all together")
                    .isEqualTo(1);
        }
    }

    @Test
    void keepsTheRulesWhenRedisLosesItsDataAndPutsThemBack() {
        long version = rules().load().version();
        assertPutBackByOne(redis::flushall);
        assertThat(rules().load().version()).as("numbers never go back").isGreaterThan(version);
        // The first change after a loss is beside the others, not in their place.
        redis.flushall();
        rules().create(Rule.of("a", Key.of("user"), Limit.perHour(77)), "carol");
        awaitCapacity(77);
        assertThat(redis.hgetall("ratelimit:rules")).containsOnlyKeys("a", "search");
        rules().delete("a", Repository.ANY, "carol");
        awaitCapacity(FIRST);
    }

    /** Who knows nothing of what was lost makes the first change after it. */
    @Test
    void keepsTheRulesWhenANewcomerWritesFirstAfterALoss() {
        writer.close();
        nodes.forEach(NodeJvm::forgetPast);
        redis.flushall();
        writer = limiter();
        rules().create(Rule.of("newcomers", Key.of("global"), Limit.perHour(1_000)), "carol");

        await().atMost(Duration.ofSeconds(20)).until(() -> redis.hlen("ratelimit:rules") == 2);
        assertNeverWithoutRules();
        rules().delete("newcomers", Repository.ANY, "carol");
    }

    @Test
    void keepsTheRulesWhenRedisIsRestartedEmptyAndPutsThemBack() {
        assertPutBackByOne(server::restart);
        rules().update(search(FIRST + 7), Repository.ANY, "carol");
        awaitCapacity(FIRST + 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"other\"}", "10 MB"})
    void keepsTheRulesWhenOneCannotBeReadAndSaysWhyInOneLine(String garbage) {
        List<Integer> before = linesLogged();
        redis.hset("ratelimit:rules", "bad", garbage.equals("10 MB") ? "\"" + "x".repeat(10_000_000) + "\"" : garbage);
        redis.incr("ratelimit:version");

        await().atMost(Duration.ofSeconds(20)).until(() -> allHaveOneMore(before));
        redis.incr("ratelimit:version");
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> allHaveOneMore(before));
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.capacity()).isEqualTo(FIRST);
            assertThat(node.logged(UNUSABLE))
                    .last()
                    .asString()
                    .contains("ratelimit:rules")
                    .contains("bad");
        });

        redis.hdel("ratelimit:rules", "bad");
        rules().update(search(FIRST + 1), Repository.ANY, "carol");
        awaitCapacity(FIRST + 1);
    }

    private static boolean allHaveOneMore(List<Integer> before) {
        return linesLogged().equals(before.stream().map(lines -> lines + 1).toList());
    }

    private static List<Integer> linesLogged() {
        return nodes.stream().map(node -> node.logged(UNUSABLE).size()).toList();
    }
}
