package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions in memory, on the threads of requests: a few counters each, no lock that others wait for long, and no
 * command. Thread-safe.
 */
public final class Recorder {

    private final Map<Source, Outcomes> sources = new EnumMap<>(Source.class);
    private final Named rules = new Named(20_000, Field::ofRule);
    private final Named routes = new Named(500, Field::ofRoute);
    private final LongAdder[] latency =
            Stream.generate(LongAdder::new).limit(LatencyScale.STEPS).toArray(LongAdder[]::new);
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final Occurrences causes = new Occurrences(Field::ofCause);
    private final Occurrences events = new Occurrences(Field::ofEvent);
    private final Map<Ranking, HeavyHitters> ranked = new EnumMap<>(Ranking.class);
    private final DistinctUsers users = new DistinctUsers();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failedOpen = new LongAdder();
    private final Map<String, Total> totals = new ConcurrentHashMap<>();
    private long minute;

    /** @param nowMillis the Unix time */
    public Recorder(long nowMillis) {
        this.minute = minute(nowMillis);
        for (Source source : Source.values()) {
            sources.put(source, new Outcomes());
        }
        for (Ranking ranking : Ranking.values()) {
            ranked.put(ranking, new HeavyHitters());
        }
    }

    /**
     * Counts what one stage decided, and how long that took.
     *
     * @param caller as written in stores; null for nobody in particular
     */
    public void decided(Verdict stage, long nanos, @Nullable String caller) {
        latency[LatencyScale.step(nanos)].increment();
        slowest.accumulate(nanos);
        List<Decision> decisions = stage.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            String cause = decisions.get(i).cause();
            if (cause != null) {
                causes.add(cause);
            }
        }
        if (stage.failsOpen()) {
            failedOpen.increment();
        }
        PerRule.forEach(decisions, (worst, outcome) -> said(worst, outcome, caller));
    }

    private void said(Decision worst, Outcome outcome, @Nullable String caller) {
        rules.of(worst.rule()).add(outcome);
        if (caller != null && (outcome == Outcome.NEAR || outcome == Outcome.WOULD_DENY)) {
            ranked(outcome == Outcome.NEAR ? Ranking.NEAR : Ranking.WOULD_DENY).add(worst.rule() + ' ' + caller);
        }
    }

    private HeavyHitters ranked(Ranking ranking) {
        return Objects.requireNonNull(ranked.get(ranking));
    }

    /** Counts a request, once its first stage is decided. */
    public void came(Request request) {
        add(request, Outcomes::add);
        calledBy(request);
        deniedTo(request);
    }

    /**
     * Counts a request otherwise, once a later stage is decided. Of its callers each counts: authentication may come between
     * stages, and what was added to a ranking cannot be taken from it.
     */
    public void corrected(Request before, Request after) {
        if (after.equals(before)) {
            return;
        }
        add(before, Outcomes::subtract);
        add(after, Outcomes::add);
        boolean known = Objects.equals(after.caller(), before.caller());
        if (!known) {
            calledBy(after);
        }
        if (!known || before.allowed()) {
            deniedTo(after);
        }
    }

    private void calledBy(Request request) {
        if (request.caller() != null) {
            ranked(Ranking.REQUESTS).add(request.caller());
            users.add(request.caller());
        }
    }

    private interface Counting {
        void count(Outcomes outcomes, Outcome outcome);
    }

    private void add(Request request, Counting how) {
        how.count(Objects.requireNonNull(sources.get(request.source())), request.outcome());
        if (request.route() != null) {
            how.count(routes.of(request.route()), request.outcome());
        }
    }

    private void deniedTo(Request request) {
        if (request.caller() != null && !request.allowed()) {
            ranked(Ranking.DENIALS).add(request.caller());
        }
    }

    /** Counts an event, by the id of its kind. */
    public void event(String kind) {
        events.add(kind);
    }

    /** What somebody else counts since the beginning. */
    private static final class Total {

        private final LongSupplier count;
        private long told;

        Total(LongSupplier count) {
            this.count = count;
        }

        long drain() {
            long now = count.getAsLong();
            long more = now - told;
            told = now;
            return more;
        }
    }

    /**
     * Counts what somebody else counts.
     *
     * @param total how often it happened since the beginning
     */
    public void counts(String field, LongSupplier total) {
        totals.put(field, new Total(total));
    }

    /** Counts requests whose counts were given up. */
    void dropped(long count) {
        dropped.add(count);
    }

    /** What was counted since the last time: all of it in the minute in which that was. For one thread at a time. */
    public Increments drain(long nowMillis) {
        Map<String, Long> counts = new HashMap<>();
        sources.forEach((source, outcomes) -> outcomes.drainTo(counts, outcome -> Field.ofSource(source, outcome)));
        rules.drainTo(counts);
        routes.drainTo(counts);
        causes.drainTo(counts);
        events.drainTo(counts);
        for (int step = 0; step < latency.length; step++) {
            put(counts, Field.ofLatency(step), latency[step].sumThenReset());
        }
        put(counts, Field.DROPPED, dropped.sumThenReset());
        put(counts, Field.FAILED_OPEN, failedOpen.sumThenReset());
        totals.forEach((field, total) -> put(counts, field, total.drain()));
        Increments drained = new Increments(minute, counts, slowest.getThenReset(), drainRanked(), users.drain());
        if (minute != minute(nowMillis)) {
            minute = minute(nowMillis);
            users.startAnew();
        }
        return drained;
    }

    private Ranked drainRanked() {
        Map<Ranking, Map<String, Long>> drained = new EnumMap<>(Ranking.class);
        ranked.forEach((ranking, hitters) -> drained.put(ranking, hitters.drain()));
        return new Ranked(drained);
    }

    private static void put(Map<String, Long> counts, String field, long count) {
        if (count != 0) {
            counts.put(field, count);
        }
    }

    private static long minute(long millis) {
        return TimeUnit.MILLISECONDS.toMinutes(millis);
    }
}
