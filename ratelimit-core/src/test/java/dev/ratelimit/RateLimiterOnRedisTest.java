package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
class RateLimiterOnRedisTest {

    private static final RedisSettings PATIENT = new RedisSettings("ratelimit", Duration.ofSeconds(2), 512);

    private final RedisServer server = RedisServer.start();
    private final RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
    private RedisCommands<String, String> redis;

    @BeforeEach
    void connect() {
        redis = client.connect().sync();
    }

    @AfterEach
    void stop() {
        client.shutdown();
        server.close();
    }

    @Test
    void sharesALimitBetweenTwoNodes() {
        try (RateLimiter one = node();
                RateLimiter other = node()) {
            assertThat(one.check("alice").source()).isEqualTo(Source.REDIS);
            for (int i = 0; i < 4; i++) {
                assertThat(other.check("alice").allowed()).isTrue();
            }
            assertThat(one.check("alice").allowed()).isFalse();
        }
    }

    @Test
    void keepsARecordOfAUserFromTheFirstRequestOn() {
        try (RateLimiter limiter = node(Limit.perSecond(5))) {
            limiter.check("alice");
        }
        assertThat(redis.sismember("ratelimit:users", "alice")).isTrue();
        Map<String, String> record = redis.hgetall("ratelimit:users:alice");
        assertThat(record)
                .containsEntry("max_tokens", "5")
                .containsEntry("refill_rate", "5")
                .containsEntry("custom", "0")
                .containsEntry("version", "0");
        assertThat(Long.parseLong(record.get("created_at"))).isCloseTo(System.currentTimeMillis() / 1000, within(60L));
        assertThat(redis.hgetall("ratelimit:token:alice")).containsKeys("tokens", "fraction", "last", "limit");
        assertThat(redis.pttl("ratelimit:token:alice")).isPositive();
    }

    @Test
    void obeysACustomLimitOnTheNextCheckAndKeepsWhatWasUsed() {
        try (RateLimiter limiter = node()) {
            limiter.check("alice");
            limiter.check("alice");
            redis.hset(
                    "ratelimit:users:alice",
                    Map.of("max_tokens", "100", "refill_rate", "0.001", "custom", "1", "version", "1"));
            Decision decision = limiter.check("alice").decisions().get(0);
            assertThat(decision.limit().capacity()).isEqualTo(100);
            assertThat(decision.remaining()).isBetween(97L, 98L);
        }
    }

    @Test
    void givesEachNamedLimitOfTheDefaultRuleTheCustomNumbers() {
        Rule rule = Rule.of(
                Rule.DEFAULT_ID,
                Key.of("user"),
                Limit.perDay(5).named("day"),
                Limit.perHour(3).named("hour"));
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(server.address())
                .redisSettings(PATIENT)
                .rules(List.of(rule))
                .build()) {
            limiter.check("alice");
            redis.hset(
                    "ratelimit:users:alice",
                    Map.of("custom", "1", "version", "1", "max_tokens", "50", "refill_rate", "1"));
            Verdict verdict = limiter.check("alice");
            assertThat(verdict.decisions()).extracting(d -> d.limit().name()).containsExactlyInAnyOrder("day", "hour");
            assertThat(verdict.decisions()).allMatch(d -> d.limit().capacity() == 50);
        }
    }

    @Test
    void makesAUserAgainWhoWasDeleted() {
        try (RateLimiter limiter = node()) {
            limiter.check("alice");
            redis.hset("ratelimit:users:alice", Map.of("custom", "1", "version", "3", "max_tokens", "50"));
            limiter.check("alice");
            redis.del("ratelimit:users:alice", "ratelimit:token:alice");
            redis.srem("ratelimit:users", "alice");

            Decision decision = limiter.check("alice").decisions().get(0);

            assertThat(decision.limit().capacity()).isEqualTo(5);
            assertThat(redis.sismember("ratelimit:users", "alice")).isTrue();
            assertThat(redis.hget("ratelimit:users:alice", "custom")).isEqualTo("0");
        }
    }

    @Test
    void startsWithoutRedisAndFindsItLater() {
        server.kill();
        try (RateLimiter limiter = node()) {
            assertThat(limiter.check("alice").source()).isEqualTo(Source.LOCAL);
            server.restart();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> limiter.check("bob").source() == Source.REDIS);
        }
    }

    @Test
    void answersLocallyWithinMillisecondsWhileRedisIsLost() {
        try (RateLimiter limiter = node()) {
            limiter.check("alice");
            server.kill();
            await().until(() -> limiter.check("x").source() == Source.LOCAL);
            // Of the five, one was taken on Redis.
            for (int i = 0; i < 4; i++) {
                assertThat(limiter.check("alice").allowed()).isTrue();
            }
            Verdict denied = limiter.check("alice");
            assertThat(denied.allowed()).isFalse();
            assertThat(denied.source()).isEqualTo(Source.LOCAL);
            assertThat(denied.cause()).isEqualTo("disconnected");
        }
    }

    @Test
    void leavesAnApplicationsOwnClientOpen() {
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(client)
                .redisSettings(PATIENT)
                .defaultLimit(Limit.perSecond(5))
                .build()) {
            assertThat(limiter.check("alice").source()).isEqualTo(Source.REDIS);
        }
        assertThat(redis.ping()).isEqualTo("PONG");
    }

    /** The connection on which a node hears of changes has another event loop; from there each check would wake two. */
    @Test
    void wakesOneThreadForEachCheck() {
        try (RateLimiter limiter = node(Limit.perSecond(1_000_000))) {
            Map<Long, Long> before = loopNanos();
            for (int i = 0; i < 5_000; i++) {
                limiter.check("alice");
            }
            List<Long> spent = loopNanos().entrySet().stream()
                    .map(loop -> loop.getValue() - before.getOrDefault(loop.getKey(), 0L))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            assertThat(spent).hasSizeGreaterThan(1);
            assertThat(spent.get(1)).as("%s", spent).isLessThan(spent.get(0) / 5);
        }
    }

    /** What each event loop has worked so far. */
    private static Map<Long, Long> loopNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().matches("lettuce-.*EventLoop-.*"))
                .collect(Collectors.toMap(
                        ThreadInfo::getThreadId, thread -> threads.getThreadCpuTime(thread.getThreadId())));
    }

    private RateLimiter node() {
        return node(Limit.perDay(5));
    }

    private RateLimiter node(Limit limit) {
        return RateLimiter.builder()
                .redis(server.address())
                .redisSettings(PATIENT)
                .defaultLimit(limit)
                .build();
    }
}
