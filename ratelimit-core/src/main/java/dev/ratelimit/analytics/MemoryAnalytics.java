package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts of this JVM alone, for as long as it runs: by minute for three hours, by hour for two days. */
public final class MemoryAnalytics implements AnalyticsStore {

    private final Map<Unit, NavigableMap<Long, Sum>> sums = new EnumMap<>(Unit.class);

    /** A minute, an hour or a day. */
    private static final class Sum {

        private final Registers callers = new Registers();
        private Ranked ranked = Ranked.NONE;
        private Increments all;

        Sum(long minute) {
            all = new Increments(minute, Map.of(), 0, Ranked.NONE, List.of());
        }

        void add(Increments more, Ranked finer) {
            all = all.and(more.countsAlone());
            ranked = ranked.plus(more.ranked(), finer);
            more.callers().forEach(callers::add);
        }
    }

    @Override
    public synchronized void add(Increments increments, long number) {
        Ranked minute = add(Unit.MINUTE, increments, Ranked.NONE);
        Ranked hour = add(Unit.HOUR, increments, minute);
        add(Unit.DAY, increments, hour);
    }

    @Override
    public Duration kept(Unit unit) {
        return unit == Unit.MINUTE ? Duration.ofHours(3) : Duration.ofDays(2);
    }

    private Ranked add(Unit unit, Increments increments, Ranked finer) {
        long at = unit.ofMinute(increments.minute());
        NavigableMap<Long, Sum> all = sums(unit);
        Sum sum = all.computeIfAbsent(at, any -> new Sum(increments.minute()));
        sum.add(increments, finer);
        all.headMap(at - kept(unit).dividedBy(unit.length())).clear();
        return sum.ranked;
    }

    private NavigableMap<Long, Sum> sums(Unit unit) {
        return sums.computeIfAbsent(unit, any -> new TreeMap<>());
    }

    @Override
    public synchronized History read(Span span) {
        Collection<Sum> within = within(span).values();
        Registers callers = new Registers();
        Ranked ranked = Ranked.NONE;
        long slowest = 0;
        for (Sum sum : within) {
            callers.addAll(sum.callers);
            ranked = ranked.and(sum.ranked);
            slowest = Math.max(slowest, sum.all.slowestNanos());
        }
        Counts counts = Counts.of(within.stream().map(sum -> sum.all.counts()).toList());
        return new History(counts, slowest, within.isEmpty() ? 0 : 1, ranked, callers.estimate());
    }

    private NavigableMap<Long, Sum> within(Span span) {
        return sums(span.unit()).subMap(span.first(), true, span.first() + span.count(), false);
    }

    @Override
    public synchronized List<History.Slice> series(Span span, List<String> fields) {
        return within(span).entrySet().stream()
                .map(entry ->
                        new History.Slice(entry.getKey(), entry.getValue().all.countsOf(fields)))
                .filter(slice -> !slice.counts().fields().isEmpty())
                .toList();
    }
}
