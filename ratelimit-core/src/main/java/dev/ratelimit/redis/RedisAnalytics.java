package dev.ratelimit.redis;

import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Increments;
import dev.ratelimit.analytics.Ranked;
import dev.ratelimit.analytics.Ranking;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts of all nodes on Redis: for each minute, and for each hour, a hash of counters, a sorted set for each
 * {@link Ranking} and a HyperLogLog. What they take depends on rules and routes, not on users: the 64 who come most are told apart.
 */
public final class RedisAnalytics implements AnalyticsStore {

    private static final String ADD = Script.read(RedisAnalytics.class, "analytics_add.lua");
    /** Few enough that checks wait for half a millisecond at most. */
    private static final int MOST_IN_A_CALL = 250;

    private static final long MOST_CALLS = 10_000;
    private static final String COUNTERS = "";
    private static final String CALLERS = ":callers";
    /** In the order of the script. */
    private static final List<String> KINDS = Stream.of(
                    Stream.of(COUNTERS, CALLERS), Stream.of(Ranking.values()).map(RedisAnalytics::kind))
            .flatMap(kinds -> kinds)
            .toList();

    private static final String NODE = "node:";
    private static final String SLOWEST = "slowest";
    private static final String ROUTES = "routes";

    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final Admin redis;
    private final Keys keys;

    RedisAnalytics(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private static String kind(Ranking ranking) {
        return ":" + ranking.id();
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
                    Integer.toString(Ranked.MOST),
                    Long.toString(increments.slowestNanos()),
                    Integer.toString(Increments.MOST_ROUTES)));
            args.addAll(items.subList(from, Math.min(items.size(), from + step)));
            redis.eval(ADD, touched, args);
        }
    }

    private static List<String> items(Increments increments) {
        List<String> items = new ArrayList<>();
        increments
                .counts()
                .forEach((field, count) ->
                        items.addAll(List.of(Field.isOfRoute(field) ? "p" : "c", field, count.toString())));
        for (Ranking ranking : Ranking.values()) {
            String set = Integer.toString(KINDS.indexOf(kind(ranking)));
            increments
                    .ranked()
                    .by(ranking)
                    .forEach((name, count) -> items.addAll(List.of(set, name, count.toString())));
        }
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
        return new History(slices, ranked(span), redis.distinct(keys(span, CALLERS)));
    }

    private static History.Slice slice(long number, Map<String, String> fields) {
        Map<String, Long> counts = new HashMap<>();
        fields.forEach((field, text) -> counts.put(field, number(text)));
        int nodes = (int)
                counts.keySet().stream().filter(field -> field.startsWith(NODE)).count();
        counts.keySet().removeIf(field -> field.startsWith(NODE));
        counts.remove(ROUTES);
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

    private Ranked ranked(Span span) {
        Map<Ranking, Map<String, Long>> all = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            Map<String, Long> sum = new HashMap<>();
            redis.ranked(keys(span, kind(ranking)))
                    .forEach(set -> set.forEach((name, count) -> sum.merge(name, number(count), Long::sum)));
            if (!sum.isEmpty()) {
                all.put(ranking, sum);
            }
        }
        return new Ranked(all);
    }
}
