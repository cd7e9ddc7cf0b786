package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.analytics.AnalyticsContract;
import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Increments;
import dev.ratelimit.analytics.Ranked;
import dev.ratelimit.analytics.Ranking;
import dev.ratelimit.analytics.Recorder;
import dev.ratelimit.analytics.Request;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisAnalyticsTest extends AnalyticsContract {

    private static final long MINUTE = 29_880_000;

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    @Override
    protected AnalyticsStore store() {
        return ((RedisStore) redis.store()).analytics();
    }

    private static Increments increments(String field, long count) {
        return new Increments(
                MINUTE,
                Map.of(field, count),
                0,
                new Ranked(Map.of(Ranking.REQUESTS, Map.of("alice", count))),
                List.of("alice"));
    }

    private static Map<String, Long> counts(AnalyticsStore store) {
        return store.read(new Span(Unit.MINUTE, MINUTE, 1)).counts().fields();
    }

    @Test
    void addsNothingTwice() {
        AnalyticsStore store = store();
        store.add(increments("rule:search:denied", 3), 1);
        store.add(increments("rule:search:denied", 3), 1);
        assertThat(counts(store)).isEqualTo(Map.of("rule:search:denied", 3L));
        assertThat(store.read(new Span(Unit.HOUR, MINUTE / 60, 1)).requests()).isEqualTo(Map.of("alice", 3L));
        store.add(increments("rule:search:denied", 3), 2);
        assertThat(counts(store)).isEqualTo(Map.of("rule:search:denied", 6L));
    }

    @Test
    void addsWhatOfManyCallsWasMissing() {
        Map<String, Long> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("rule:rule-" + i + ":denied", 1L + i);
        }
        Increments increments = new Increments(MINUTE, many, 0, Ranked.NONE, List.of());
        AnalyticsStore store = store();
        store.add(increments, 1);
        assertThat(counts(store)).isEqualTo(many);
        store.add(increments, 1);
        assertThat(counts(store)).isEqualTo(many);
    }

    @Test
    void addsTheRestWhereAPartWasAdded() {
        Map<String, Long> many = new HashMap<>();
        IntStream.range(0, 250).forEach(i -> many.put("rule:rule-" + i + ":denied", 1L + i));
        Increments increments = new Increments(MINUTE, many, 0, Ranked.NONE, List.of());
        AnalyticsStore store = store();
        store.add(increments, 1);
        String day = "ratelimit:analytics:day:" + MINUTE / 1_440;
        String second = redis.look().hkeys(day).stream()
                .filter(field -> field.startsWith("part:") && field.endsWith(":1"))
                .findFirst()
                .orElseThrow();
        redis.look().hdel(day, second);
        store.add(increments, 1);
        long twice = counts(store).entrySet().stream()
                .filter(count -> count.getValue() == 2 * many.get(count.getKey()))
                .count();
        assertThat(twice).as("of three calls the second was forgotten").isEqualTo(100);
    }

    @Test
    void countsNodesApart() {
        AnalyticsStore first = store();
        AnalyticsStore second = store();
        first.add(increments("rule:search:denied", 3), 7);
        second.add(increments("rule:search:denied", 4), 1);
        assertThat(counts(first)).isEqualTo(Map.of("rule:search:denied", 7L));
        assertThat(first.read(new Span(Unit.MINUTE, MINUTE, 1)).nodes()).isEqualTo(2);
    }

    @Test
    void eachKeyEnds() {
        store().add(increments("rule:search:denied", 3), 1);
        assertThat(redis.look().keys("*"))
                .hasSize(9)
                .allSatisfy(key -> assertThat(redis.look().pttl(key))
                        .isBetween(
                                Duration.ofHours(key.contains("minute") ? 47 : 2_159)
                                        .toMillis(),
                                Duration.ofHours(key.contains("minute") ? 48 : 2_160)
                                        .toMillis()));
    }

    /** Prints what they take, for docs/analytics.md. */
    @Test
    void takesNoMoreForAMillionUsers() {
        long few = bytesFor(20_000);
        redis.look().flushall();
        long many = bytesFor(1_000_000);
        System.out.printf(
                "A minute, its hour and its day: %,d bytes with 20,000 users, %,d with 1,000,000%n", few, many);
        assertThat(many).isLessThan(few + few / 10).isLessThan(60_000);
    }

    /** Prints what they take where somebody asks for ever new paths, for docs/analytics.md. */
    @Test
    void takesNoMoreForPathsThatAreMadeUp() {
        AnalyticsStore store = store();
        for (int part = 0; part < 20; part++) {
            Map<String, Long> routes = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                routes.put("route:/" + "a/made/up/path".repeat(7) + part + "-" + i + ":allowed", 1L);
            }
            store.add(new Increments(MINUTE, routes, 0, Ranked.NONE, List.of()), part + 1);
        }
        for (Unit unit : Unit.values()) {
            long bytes = redis.look().memoryUsage("ratelimit:analytics:" + unit.id() + ":" + unit.ofMinute(MINUTE));
            System.out.printf("Counters of a %s of made-up paths: %,d bytes%n", unit.id(), bytes);
            assertThat(bytes).isLessThan(300L * unit.mostRoutes());
        }
    }

    private long bytesFor(int users) {
        AnalyticsStore store = store();
        long millis = Duration.ofMinutes(MINUTE).toMillis();
        Recorder recorder = new Recorder(millis);
        int number = 0;
        for (int i = 0; i < users; i++) {
            recorder.came(new Request(i % 2 == 0, Source.REDIS, "user-" + i, "/orders"));
            if (i % 20_000 == 19_999) {
                store.add(recorder.drain(millis), ++number);
            }
        }
        return redis.look().keys("ratelimit:analytics:*").stream()
                .mapToLong(key -> redis.look().memoryUsage(key))
                .sum();
    }

    @Test
    void readsPastWhatSomebodyElseWroteThere() {
        AnalyticsStore store = store();
        store.add(increments("rule:search:denied", 3), 1);
        redis.look().hset("ratelimit:analytics:minute:" + MINUTE, "rule:search:near", "many");
        assertThat(counts(store)).containsEntry("rule:search:denied", 3L).containsEntry("rule:search:near", 0L);
    }
}
