package dev.ratelimit.redis;

import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Increments;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts of all nodes on Redis: for each minute, and for each hour, a hash of counters, two sorted sets of callers and a
 * HyperLogLog. What they take depends on rules and routes, not on users: the hundred who come most are told apart.
 */
public final class RedisAnalytics implements AnalyticsStore {

    private static final String ADD = Script.read(RedisAnalytics.class, "analytics_add.lua");
    /** Few enough that checks wait for half a millisecond at most. */
    private static final int MOST_IN_A_CALL = 250;

    private static final long MOST_CALLS = 10_000;
    private static final String COUNTERS = "";
    private static final String REQUESTS = ":requests";
    private static final String DENIALS = ":denials";
    private static final String CALLERS = ":callers";
    private static final List<String> KINDS = List.of(COUNTERS, REQUESTS, DENIALS, CALLERS);
    private static final String NODE = "node:";
    private static final String SLOWEST = "slowest";

    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final Admin redis;
    private final Keys keys;

    RedisAnalytics(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private byte[] key(Unit unit, long number, String kind) {
        return keys.stored("analytics:" + unit.id() + ":" + number + kind);
    }

    private Stream<byte[]> keys(Unit unit, long number) {
        return KINDS.stream().map(kind -> key(unit, number, kind));
    }

    private List<byte[]> keys(Span span, String kind) {
        return span.numbers().mapToObj(number -> key(span.unit(), number, kind)).toList();
    }

    @Override
    public Duration kept(Unit unit) {
        return unit == Unit.MINUTE ? Duration.ofDays(2) : Duration.ofDays(90);
    }

    @Override
    public void add(Increments increments, long number) {
        List<byte[]> touched = Stream.concat(
                        keys(Unit.MINUTE, increments.minute()), keys(Unit.HOUR, Math.floorDiv(increments.minute(), 60)))
                .toList();
        List<String> items = items(increments);
        int step = 3 * MOST_IN_A_CALL;
        for (int from = 0, call = 0; from < items.size(); from += step, call++) {
            List<String> args = new ArrayList<>(List.of(
                    node,
                    Long.toString(number * MOST_CALLS + call),
                    Long.toString(kept(Unit.MINUTE).toMillis()),
                    Long.toString(kept(Unit.HOUR).toMillis()),
                    Integer.toString(Increments.MOST_HEAVY),
                    Long.toString(increments.slowestNanos())));
            args.addAll(items.subList(from, Math.min(items.size(), from + step)));
            redis.eval(ADD, touched, args);
        }
    }

    private static List<String> items(Increments increments) {
        List<String> items = new ArrayList<>();
        increments.counts().forEach((field, count) -> items.addAll(List.of("c", field, count.toString())));
        increments.requests().forEach((caller, count) -> items.addAll(List.of("r", caller, count.toString())));
        increments.denials().forEach((caller, count) -> items.addAll(List.of("d", caller, count.toString())));
        increments.callers().forEach(caller -> items.addAll(List.of("u", caller, "1")));
        return items;
    }

    @Override
    public History read(Span span) {
        List<Map<String, String>> counters = redis.hashes(keys(span, COUNTERS));
        List<History.Slice> slices = IntStream.range(0, counters.size())
                .filter(i -> !counters.get(i).isEmpty())
                .mapToObj(i -> slice(span.first() + i, counters.get(i)))
                .toList();
        return new History(
                slices, sum(keys(span, REQUESTS)), sum(keys(span, DENIALS)), redis.distinct(keys(span, CALLERS)));
    }

    private static History.Slice slice(long number, Map<String, String> fields) {
        Map<String, Long> counts = new HashMap<>();
        fields.forEach((field, text) -> counts.put(field, number(text)));
        int nodes = (int)
                counts.keySet().stream().filter(field -> field.startsWith(NODE)).count();
        counts.keySet().removeIf(field -> field.startsWith(NODE));
        Long slowest = counts.remove(SLOWEST);
        return new History.Slice(number, counts, slowest == null ? 0 : slowest, nodes);
    }

    /** What somebody else wrote there is no reason to answer nothing. */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Map<String, Long> sum(List<byte[]> sets) {
        Map<String, Long> sum = new HashMap<>();
        redis.ranked(sets).forEach(set -> set.forEach((caller, count) -> sum.merge(caller, number(count), Long::sum)));
        return sum;
    }
}
