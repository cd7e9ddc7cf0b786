package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts of this JVM alone, for as long as it runs: by minute for three hours, by hour for two days. */
public final class MemoryAnalytics implements AnalyticsStore {

    private final NavigableMap<Long, Sum> minutes = new TreeMap<>();
    private final NavigableMap<Long, Sum> hours = new TreeMap<>();

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

        History.Slice slice(long number) {
            return new History.Slice(number, all.counts(), all.slowestNanos(), 1);
        }
    }

    @Override
    public synchronized void add(Increments increments, long number) {
        add(Unit.MINUTE, increments.minute(), increments);
        add(Unit.HOUR, increments.minute() / 60, increments);
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
        return unit == Unit.MINUTE ? minutes : hours;
    }

    @Override
    public synchronized History read(Span span) {
        Registers callers = new Registers();
        var within = sums(span.unit()).subMap(span.first(), span.first() + span.count());
        Ranked ranked = Ranked.NONE;
        for (Sum sum : within.values()) {
            callers.addAll(sum.callers);
            ranked = ranked.and(sum.all.ranked());
        }
        List<History.Slice> slices = within.entrySet().stream()
                .map(entry -> entry.getValue().slice(entry.getKey()))
                .toList();
        return new History(slices, ranked, callers.estimate());
    }
}
