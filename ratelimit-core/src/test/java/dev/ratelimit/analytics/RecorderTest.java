package dev.ratelimit.analytics;

import static dev.ratelimit.analytics.Field.Outcome.ALLOWED;
import static dev.ratelimit.analytics.Field.Outcome.DENIED;
import static dev.ratelimit.analytics.Field.Outcome.NEAR;
import static dev.ratelimit.analytics.Field.Outcome.WOULD_DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final long MINUTE = 29_900_000;
    private static final long NOW = TimeUnit.MINUTES.toMillis(MINUTE);

    private final Recorder recorder = new Recorder(NOW);

    private static Decision decision(String rule, boolean allowed, boolean enforced, long left) {
        return new Decision(rule, rule, Limit.perMinute(100), allowed, enforced, left, 0, NOW, 0, Source.REDIS);
    }

    private Counts drained() {
        return new Counts(recorder.drain(NOW).counts());
    }

    @Test
    void aRuleOfSeveralLimitsIsOneRuleWithTheWorstOfThem() {
        recorder.decided(
                Verdict.of(
                        List.of(
                                decision("search", true, true, 90),
                                decision("login", true, true, 90),
                                decision("search", false, true, 0),
                                decision("draft", false, false, 0),
                                decision("report", true, true, 20)),
                        NOW),
                1_000,
                "alice");
        Increments drained = recorder.drain(NOW);
        Counts counts = new Counts(drained.counts());
        assertThat(counts.rule("search").counts()).containsOnlyKeys(DENIED);
        assertThat(counts.rule("login").counts()).containsOnlyKeys(ALLOWED);
        assertThat(counts.rule("draft").counts()).containsOnlyKeys(WOULD_DENY);
        assertThat(counts.rule("report").counts()).containsOnlyKeys(NEAR);
        assertThat(counts.rule("unknown").total()).isZero();
        assertThat(drained.ranked().by(Ranking.NEAR)).isEqualTo(Map.of("report alice", 1L));
        assertThat(drained.ranked().by(Ranking.WOULD_DENY)).isEqualTo(Map.of("draft alice", 1L));
    }

    @Test
    void countsOnceWhoPassesUncountedByAnyRule() {
        Decision open = ofLostStore("open", true, Source.FAIL_OPEN);
        Decision closed = ofLostStore("closed", false, Source.FAIL_CLOSED);
        Decision local = decision("local", true, true, 50);
        recorder.decided(Verdict.of(List.of(open, local, open), NOW), 1_000, null);
        recorder.decided(Verdict.of(List.of(open), NOW), 1_000, null);
        recorder.decided(Verdict.of(List.of(open, closed), NOW), 1_000, null);
        recorder.decided(Verdict.of(List.of(local), NOW), 1_000, null);
        assertThat(drained().of("failed:open")).isEqualTo(2);
        assertThat(drained().of("failed:open")).isZero();
    }

    private static Decision ofLostStore(String rule, boolean allowed, Source source) {
        return new Decision(rule, rule, Limit.perMinute(100), allowed, true, allowed ? 100 : 0, 0, NOW, 0, source);
    }

    @Test
    void aRequestIsOneWhateverItsStages() {
        Request first = new Request(true, Source.REDIS, "alice", "/orders/*");
        Request last = new Request(false, Source.DENY_CACHE, "alice", "/orders/{id}");
        recorder.came(first);
        Increments before = recorder.drain(NOW);
        recorder.corrected(first, last);
        Increments after = recorder.drain(NOW);

        Counts counts = Counts.of(List.of(before.counts(), after.counts()));
        assertThat(counts.requests().total()).isEqualTo(1);
        assertThat(counts.requests().of(DENIED)).isEqualTo(1);
        assertThat(counts.sources()).containsOnlyKeys("deny-cache");
        assertThat(counts.routes()).containsOnlyKeys("/orders/{id}");
        assertThat(before.ranked().by(Ranking.REQUESTS)).containsEntry("alice", 1L);
        assertThat(after.ranked().by(Ranking.REQUESTS)).isEmpty();
        assertThat(after.ranked().by(Ranking.DENIALS)).containsEntry("alice", 1L);
    }

    @Test
    void whoIsKnownAtALaterStageOnlyIsCountedToo() {
        Request early = new Request(true, Source.REDIS, "ip:198.51.100.7", "/orders");
        Request late = new Request(true, Source.REDIS, "alice", "/orders");
        recorder.came(early);
        recorder.corrected(early, late);
        recorder.corrected(late, new Request(true, Source.REDIS, "alice", "/orders/{id}"));
        recorder.corrected(late, new Request(true, Source.REDIS, null, "/orders/{id}"));
        Increments drained = recorder.drain(NOW);
        assertThat(drained.ranked().by(Ranking.REQUESTS)).isEqualTo(Map.of("ip:198.51.100.7", 1L, "alice", 1L));
        assertThat(drained.callers()).containsExactlyInAnyOrder("ip:198.51.100.7", "alice");
    }

    @Test
    void aDenialCountsOnceForEachCaller() {
        Request early = new Request(false, Source.REDIS, "ip:198.51.100.7", "/orders");
        recorder.came(early);
        recorder.corrected(early, new Request(false, Source.REDIS, "ip:198.51.100.7", "/orders/{id}"));
        recorder.corrected(early, new Request(false, Source.REDIS, "alice", "/orders"));
        assertThat(recorder.drain(NOW).ranked().by(Ranking.DENIALS))
                .isEqualTo(Map.of("ip:198.51.100.7", 1L, "alice", 1L));
    }

    @Test
    void tellsOfACallerOncePerMinute() {
        Request request = new Request(true, Source.REDIS, "alice", null);
        recorder.came(request);
        recorder.came(request);
        assertThat(recorder.drain(NOW).callers()).containsExactly("alice");
        recorder.came(request);
        Increments last = recorder.drain(NOW + 60_000);
        assertThat(last.callers()).isEmpty();
        assertThat(last.minute()).isEqualTo(MINUTE);
        recorder.came(request);
        Increments next = recorder.drain(NOW + 61_000);
        assertThat(next.callers()).containsExactly("alice");
        assertThat(next.minute()).isEqualTo(MINUTE + 1);
    }

    @Test
    void measuresHowLongDecisionsTake() {
        for (int i = 1; i <= 100; i++) {
            recorder.decided(Verdict.without(true, Source.NO_RULE, NOW), i * 1_000L, null);
        }
        Increments drained = recorder.drain(NOW);
        Counts counts = new Counts(drained.counts());
        assertThat(counts.latencyNanos(0.5)).isBetween(50_000L, 54_000L);
        assertThat(counts.latencyNanos(0.99)).isBetween(99_000L, 106_000L);
        assertThat(drained.slowestNanos()).isEqualTo(100_000);
        assertThat(drained().latencyNanos(0.5)).isZero();
    }

    @Test
    void countsRoutesThatClientsMakeUpTogetherAndForgetsThem() {
        for (int i = 0; i < 2_000; i++) {
            recorder.came(new Request(true, Source.REDIS, null, "/made-up-" + i));
        }
        Counts counts = drained();
        assertThat(counts.routes()).hasSize(501);
        assertThat(counts.routes().get("*").total()).isEqualTo(1_500);
        drained();
        recorder.came(new Request(true, Source.REDIS, null, "/real"));
        assertThat(drained().routes()).containsOnlyKeys("/real");
    }

    @Test
    void losesNothingBetweenThreadsAndDrains() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Verdict verdict = Verdict.of(List.of(decision("search", true, true, 90)), NOW);
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> {
                for (int i = 0; i < 50_000; i++) {
                    recorder.decided(verdict, i, "alice");
                    recorder.came(new Request(true, Source.REDIS, "alice", "/route-" + i % 200));
                }
            });
        }
        threads.shutdown();
        List<Increments> all = new ArrayList<>();
        while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS)) {
            all.add(recorder.drain(NOW));
        }
        all.add(recorder.drain(NOW));
        all.add(recorder.drain(NOW));
        Counts counts = Counts.of(all.stream().map(Increments::counts).toList());
        assertThat(counts.requests().total()).isEqualTo(200_000);
        assertThat(counts.rule("search").total()).isEqualTo(200_000);
        assertThat(counts.routes().values().stream()
                        .mapToLong(Counts.Tally::total)
                        .sum())
                .isEqualTo(200_000);
        assertThat(all.stream()
                        .mapToLong(some -> some.ranked().by(Ranking.REQUESTS).getOrDefault("alice", 0L))
                        .sum())
                .isEqualTo(200_000);
    }
}
