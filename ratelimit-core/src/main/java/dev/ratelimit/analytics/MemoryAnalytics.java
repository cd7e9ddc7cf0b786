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

    /** A minute, or an hour. */
    private static final class Sum {

        private final Registers callers = new Registers();
        private Increments all;

        Sum(long minute) {
            all = new Increments(minute, Map.of(), 0, Ranked.NONE, List.of());
        }

        void add(Increments more) {
            all = all.and(more.withoutCallers());
            more.callers().forEach(callers::add);
        }
    }

    @Override
    public synchronized void add(Increments increments, long number) {
        for (Unit unit : Unit.values()) {
            add(unit, unit.ofMinute(increments.minute()), increments);
        }
    }

    @Override
    public Duration kept(Unit unit) {
        return unit == Unit.MINUTE ? Duration.ofHours(3) : Duration.ofDays(2);
    }

    private void add(Unit unit, long at, Increments increments) {
        NavigableMap<Long, Sum> all = sums(unit);
        all.computeIfAbsent(at, any -> new Sum(increments.minute())).add(increments);
        all.headMap(at - kept(unit).dividedBy(unit.length())).clear();
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
            ranked = ranked.and(sum.all.ranked());
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
