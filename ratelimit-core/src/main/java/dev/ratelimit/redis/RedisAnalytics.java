package dev.ratelimit.redis;

import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Counts;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts of all nodes on Redis: for each minute, hour and day a hash of counters, a sorted set for each
 * {@link Ranking} and a HyperLogLog. What they take depends on rules and routes, not on users: the 64 who come most are told apart.
 */
public final class RedisAnalytics implements AnalyticsStore {

    private static final String ADD = Script.read(RedisAnalytics.class, "analytics_add.lua");
    /** Few enough that checks wait for two milliseconds at most for a handful of calls. */
    private static final int MOST_IN_A_CALL = 100;

    private static final String COUNTERS = "";
    private static final String CALLERS = ":callers";
    /** In the order of the script. */
    private static final List<String> KINDS = Stream.of(
                    Stream.of(COUNTERS, CALLERS), Stream.of(Ranking.values()).map(RedisAnalytics::kind))
            .flatMap(kinds -> kinds)
            .toList();

    /** Before what names a node: the number of the first call of its last addition. */
    private static final String NODE = "node:";
    /** The same for further calls of one addition. */
    private static final String PART = "part:";

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

    private List<byte[]> keys(List<Span> pieces, String kind) {
        return pieces.stream()
                .flatMap(piece -> piece.numbers().mapToObj(number -> key(piece.unit(), number, kind)))
                .toList();
    }

    @Override
    public Duration kept(Unit unit) {
        return unit == Unit.MINUTE ? Duration.ofDays(2) : Duration.ofDays(90);
    }

    @Override
    public void add(Increments increments, long number) {
        List<byte[]> touched = Stream.of(Unit.values())
                .flatMap(unit -> keys(unit, unit.ofMinute(increments.minute())))
                .toList();
        List<String> items = items(increments);
        int step = 3 * MOST_IN_A_CALL;
        List<List<String>> calls = new ArrayList<>();
        for (int from = 0; from < items.size(); from += step) {
            List<String> args = new ArrayList<>(List.of(
                    calls.isEmpty() ? NODE + node : PART + node + ":" + calls.size(),
                    Long.toString(number),
                    Integer.toString(Ranked.MOST),
                    Long.toString(increments.slowestNanos())));
            for (Unit unit : Unit.values()) {
                args.add(Long.toString(kept(unit).toMillis()));
                args.add(Integer.toString(unit.mostRoutes()));
            }
            args.addAll(items.subList(from, Math.min(items.size(), from + step)));
            calls.add(args);
        }
        redis.handfuls().eval(ADD, touched, calls);
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
        List<Span> pieces = span.pieces();
        Map<String, Long> counts = new HashMap<>();
        Set<String> nodes = new HashSet<>();
        long slowest = 0;
        for (Map<String, String> hash : redis.handfuls().hashes(keys(pieces, COUNTERS))) {
            slowest = Math.max(slowest, number(hash.getOrDefault(SLOWEST, "0")));
            hash.forEach((field, text) -> {
                if (field.startsWith(NODE)) {
                    nodes.add(field);
                } else if (!field.startsWith(PART) && !field.equals(SLOWEST) && !field.equals(ROUTES)) {
                    counts.merge(field, number(text), Long::sum);
                }
            });
        }
        return new History(
                new Counts(counts), slowest, nodes.size(), ranked(pieces), redis.distinct(keys(pieces, CALLERS)));
    }

    @Override
    public List<History.Slice> series(Span span, List<String> fields) {
        List<Map<String, String>> all = redis.handfuls().hashes(keys(List.of(span), COUNTERS), fields);
        return IntStream.range(0, all.size())
                .filter(i -> !all.get(i).isEmpty())
                .mapToObj(i -> slice(span.first() + i, all.get(i)))
                .toList();
    }

    private static History.Slice slice(long number, Map<String, String> fields) {
        Map<String, Long> counts = new HashMap<>();
        fields.forEach((field, text) -> counts.put(field, number(text)));
        return new History.Slice(number, new Counts(counts));
    }

    /** What somebody else wrote there is no reason to answer nothing. */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Ranked ranked(List<Span> pieces) {
        Map<Ranking, Map<String, Long>> all = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            Map<String, Long> sum = new HashMap<>();
            redis.handfuls()
                    .ranked(keys(pieces, kind(ranking)))
                    .forEach(set -> set.forEach((name, count) -> sum.merge(name, number(count), Long::sum)));
            if (!sum.isEmpty()) {
                all.put(ranking, sum);
            }
        }
        return new Ranked(all);
    }
}
