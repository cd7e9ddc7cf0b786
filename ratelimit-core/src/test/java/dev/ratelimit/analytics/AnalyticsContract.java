package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.ratelimit.analytics.Span.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds wherever counts are kept. */
public abstract class AnalyticsContract {

    private static final long HOUR = 498_000;
    private static final long MINUTE = HOUR * 60;

    /** One that holds nothing yet. */
    protected abstract AnalyticsStore store();

    private static Increments counted(long minute, String field, long count) {
        return new Increments(minute, Map.of(field, count), 0, Ranked.NONE, List.of());
    }

    private static Increments by(long minute, Map<String, Long> requests, List<String> callers) {
        return new Increments(minute, Map.of(), 0, new Ranked(Map.of(Ranking.REQUESTS, requests)), callers);
    }

    private static Increments ranked(long minute, Map<String, Long> requests, Map<String, Long> denials) {
        Ranked ranked = new Ranked(Map.of(Ranking.REQUESTS, requests, Ranking.DENIALS, denials));
        return new Increments(minute, Map.of(), 0, ranked, List.of());
    }

    private static History minutes(AnalyticsStore store, int count) {
        return store.read(new Span(Unit.MINUTE, MINUTE, count));
    }

    @Test
    void addsUpInMinutesAndHours() {
        AnalyticsStore store = store();
        store.add(counted(MINUTE, "rule:search:denied", 3), 1);
        store.add(counted(MINUTE, "rule:search:denied", 4), 2);
        store.add(counted(MINUTE + 2, "rule:search:denied", 5), 3);
        store.add(counted(MINUTE + 60, "rule:search:denied", 6), 4);

        List<String> denied = List.of("rule:search:denied");
        List<History.Slice> minutes = store.series(new Span(Unit.MINUTE, MINUTE, 60), denied);
        assertThat(minutes).extracting(History.Slice::number).containsExactly(MINUTE, MINUTE + 2);
        assertThat(minutes.get(0).counts().fields()).isEqualTo(Map.of("rule:search:denied", 7L));
        assertThat(minutes(store, 60).nodes()).isEqualTo(1);
        assertThat(minutes(store, 61).counts().fields()).isEqualTo(Map.of("rule:search:denied", 18L));
        List<History.Slice> hours = store.series(new Span(Unit.HOUR, HOUR, 2), denied);
        assertThat(hours)
                .extracting(slice -> slice.counts().fields().get("rule:search:denied"))
                .containsExactly(12L, 6L);
    }

    @Test
    void takesBackWhatWasCountedOtherwise() {
        AnalyticsStore store = store();
        store.add(counted(MINUTE, "source:redis:allowed", 3), 1);
        store.add(counted(MINUTE, "source:redis:allowed", -1), 2);
        assertThat(minutes(store, 1).counts().fields()).isEqualTo(Map.of("source:redis:allowed", 2L));
    }

    @Test
    void keepsTheLongestDecision() {
        AnalyticsStore store = store();
        for (long nanos : new long[] {5_000, 9_000, 7_000}) {
            store.add(
                    new Increments(MINUTE, Map.of("latency:1", 1L), nanos, Ranked.NONE, List.of()),
                    nanos == 5_000 ? 1 : nanos == 9_000 ? 2 : 3);
        }
        assertThat(minutes(store, 1).slowestNanos()).isEqualTo(9_000);
    }

    @Test
    void tellsApartThe64WhoComeMost() {
        AnalyticsStore store = store();
        for (int second = 0; second < 3; second++) {
            Map<String, Long> requests = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                requests.put("user-" + (second * 20 + i), 10L + i);
            }
            store.add(by(MINUTE, requests, List.of()), second + 1);
        }
        History history = minutes(store, 1);
        assertThat(history.requests()).hasSize(64).containsEntry("user-59", 69L + 49 + 29);
        assertThat(history.denials()).isEmpty();
    }

    @Test
    void findsWhoComesOftenAndLate() {
        AnalyticsStore store = store();
        Map<String, Long> early = new HashMap<>();
        IntStream.range(0, 64).forEach(i -> early.put("early-" + i, 3_000L));
        store.add(by(MINUTE, early, List.of()), 1);
        for (int second = 0; second < 60; second++) {
            store.add(by(MINUTE + 1, Map.of("late", 2_000L), List.of()), second + 2);
        }
        assertThat(store.read(new Span(Unit.HOUR, HOUR, 1)).requests())
                .hasSize(64)
                .containsEntry("late", 120_000L);
        assertThat(store.read(new Span(Unit.DAY, HOUR / 24, 1)).requests()).containsEntry("late", 120_000L);
    }

    @Test
    void addsUpWhoComesMostOverTime() {
        AnalyticsStore store = store();
        store.add(ranked(MINUTE, Map.of("alice", 5L, "bob", 1L), Map.of("alice", 2L)), 1);
        store.add(ranked(MINUTE + 1, Map.of("alice", 7L), Map.of("alice", 1L)), 2);
        History history = minutes(store, 2);
        assertThat(history.requests()).isEqualTo(Map.of("alice", 12L, "bob", 1L));
        assertThat(history.denials()).isEqualTo(Map.of("alice", 3L));
    }

    @Test
    void countsCallersOnceOverTime() {
        AnalyticsStore store = store();
        for (int minute = 0; minute < 3; minute++) {
            List<String> callers = IntStream.range(minute * 500, minute * 500 + 1_000)
                    .mapToObj(i -> "user-" + i)
                    .toList();
            store.add(by(MINUTE + minute, Map.of(), callers), minute + 1);
        }
        assertThat((double) minutes(store, 1).distinctUsers()).isCloseTo(1_000, withPercentage(3));
        assertThat((double) minutes(store, 3).distinctUsers()).isCloseTo(2_000, withPercentage(3));
        assertThat((double) store.read(new Span(Unit.HOUR, HOUR, 1)).distinctUsers())
                .isCloseTo(2_000, withPercentage(3));
    }

    @Test
    void countsAsOneWhatComesAfterTooManyRoutes() {
        AnalyticsStore store = store();
        store.add(counted(MINUTE, "route:/orders:denied", 1), 1);
        for (int part = 0; part < 3; part++) {
            Map<String, Long> routes = new HashMap<>();
            for (int i = 0; i < 900; i++) {
                routes.put("route:/made-up-" + part + "-" + i + ":allowed", 2L);
            }
            routes.put("route:/orders:denied", 1L);
            store.add(new Increments(MINUTE, routes, 0, Ranked.NONE, List.of()), part + 2);
        }
        Counts counts = minutes(store, 1).counts();
        assertThat(counts.routes()).hasSizeLessThanOrEqualTo(Unit.DAY.mostRoutes() + 1);
        assertThat(counts.routes().get("*").allowed()).isGreaterThanOrEqualTo(2 * 1_000);
        assertThat(counts.routes().get("/orders").total()).isEqualTo(4);
        assertThat(counts.routes().values().stream()
                        .mapToLong(Counts.Tally::total)
                        .sum())
                .isEqualTo(3 * 900 * 2 + 4);
    }

    @Test
    void knowsNothingOfOtherTimes() {
        AnalyticsStore store = store();
        store.add(counted(MINUTE, "rule:search:denied", 3), 1);
        assertThat(store.read(new Span(Unit.MINUTE, MINUTE - 10, 10))).isEqualTo(History.NONE);
    }
}
