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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

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
    private final Causes causes = new Causes();
    private final HeavyHitters requests = new HeavyHitters();
    private final HeavyHitters denials = new HeavyHitters();
    private final DistinctUsers users = new DistinctUsers();
    private final LongAdder dropped = new LongAdder();
    private long minute;

    /** @param nowMillis the Unix time */
    public Recorder(long nowMillis) {
        this.minute = minute(nowMillis);
        for (Source source : Source.values()) {
            sources.put(source, new Outcomes());
        }
    }

    /** Counts what one stage decided, and how long that took. */
    public void decided(Verdict stage, long nanos) {
        latency[LatencyScale.step(nanos)].increment();
        slowest.accumulate(nanos);
        List<Decision> decisions = stage.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            if (decision.cause() != null) {
                causes.add(decision.cause());
            }
            if (!spokenFor(decisions, i)) {
                rules.of(decision.rule()).add(outcome(decisions, i));
            }
        }
    }

    /** A rule of several limits is one rule. */
    private static boolean spokenFor(List<Decision> decisions, int at) {
        for (int i = 0; i < at; i++) {
            if (decisions.get(i).rule().equals(decisions.get(at).rule())) {
                return true;
            }
        }
        return false;
    }

    private static Outcome outcome(List<Decision> decisions, int first) {
        Outcome worst = Outcome.of(decisions.get(first));
        for (int i = first + 1; i < decisions.size(); i++) {
            if (decisions.get(i).rule().equals(decisions.get(first).rule())) {
                Outcome other = Outcome.of(decisions.get(i));
                worst = other.compareTo(worst) > 0 ? other : worst;
            }
        }
        return worst;
    }

    /** Counts a request, once its first stage is decided. */
    public void came(Request request) {
        add(request, Outcomes::add);
        if (request.caller() != null) {
            requests.add(request.caller());
            users.add(request.caller());
        }
        deniedTo(request);
    }

    /** Counts a request otherwise, once a later stage is decided. */
    public void corrected(Request before, Request after) {
        if (!after.equals(before)) {
            add(before, Outcomes::subtract);
            add(after, Outcomes::add);
            deniedTo(after);
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
            denials.add(request.caller());
        }
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
        for (int step = 0; step < latency.length; step++) {
            put(counts, Field.ofLatency(step), latency[step].sumThenReset());
        }
        put(counts, Field.DROPPED, dropped.sumThenReset());
        Increments drained = new Increments(
                minute, counts, slowest.getThenReset(), requests.drain(), denials.drain(), users.drain());
        if (minute != minute(nowMillis)) {
            minute = minute(nowMillis);
            users.startAnew();
        }
        return drained;
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
