package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.analytics.Span;
import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.event.EventKind;
import dev.ratelimit.event.LimitEvent;
import dev.ratelimit.event.LimitEvent.DenialStorm;
import dev.ratelimit.event.LimitEvent.ListChanged;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a limiter tells of, wherever it counts. */
abstract class EventsContract {

    private static final Limit DAILY = Limit.perDay(10);

    private final List<LimitEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<RateLimiter> opened = new ArrayList<>();

    abstract RateLimiterBuilder builder();

    @AfterEach
    void close() {
        opened.forEach(RateLimiter::close);
    }

    private RateLimiter limiter() {
        return opened(hearing().defaultLimit(DAILY));
    }

    private RateLimiterBuilder hearing() {
        return builder().eventListener(event -> {
            threads.add(Thread.currentThread());
            heard.add(event);
        });
    }

    private RateLimiter opened(RateLimiterBuilder builder) {
        RateLimiter limiter = builder.build();
        opened.add(limiter);
        return limiter;
    }

    @Test
    void tellsWhoHasUsedMostAndAllOfAQuota() {
        RateLimiter limiter = limiter();
        check(limiter, "alice", 8);
        await().until(() -> !heard.isEmpty());
        check(limiter, "alice", 10);
        await().until(() -> heard.size() > 1);
        check(limiter, "alice", 10);
        check(limiter, "bob", 8);
        await().until(() -> heard.size() > 2);
        assertThat(heard)
                .extracting(event -> ((QuotaUsed) event).subject().get(0) + " " + ((QuotaUsed) event).percent())
                .containsExactly("alice 80", "alice 100", "bob 80");
        assertThat(((QuotaUsed) heard.get(1)).resetAt())
                .isBetween(Instant.now().plusSeconds(86_300), Instant.now().plusSeconds(86_401));
        assertThat(limiter.observations().events().of(EventKind.QUOTA_80)).isEqualTo(2);
        assertThat(limiter.observations().events().of(EventKind.QUOTA_100)).isEqualTo(1);
        assertThat(threads).extracting(Thread::getName).containsOnly("ratelimit-listeners");
    }

    @Test
    void tellsOfAStormOnce() {
        RateLimiter limiter = limiter();
        check(limiter, "alice", 300);
        await().until(() -> limiter.observations().events().of(EventKind.DENIAL_STORM) > 0);
        DenialStorm storm = (DenialStorm) heard.stream()
                .filter(event -> event.kind() == EventKind.DENIAL_STORM)
                .findFirst()
                .orElseThrow();
        assertThat(storm.rule()).isEqualTo("default");
        assertThat(storm.denied()).isBetween(100L, 290L);
    }

    @Test
    void tellsOfListChangesAndNeverAnApiKey() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("key:s3cr3t", "leaked", "carol", null);
        limiter.allowList().put("10.0.0.0/8", "", "carol", null);
        limiter.denyList().remove("key:s3cr3t");
        limiter.denyList().remove("key:s3cr3t");
        await().until(() -> heard.size() == 3);
        assertThat(heard)
                .extracting(event -> ((ListChanged) event).list(), event -> ((ListChanged) event).added())
                .containsExactly(tuple(ListKind.DENY, true), tuple(ListKind.ALLOW, true), tuple(ListKind.DENY, false));
        assertThat(((ListChanged) heard.get(0)).entry())
                .startsWith("key:")
                .isEqualTo(((ListChanged) heard.get(2)).entry());
        assertThat(heard.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void namesCallersByTheHashesOfTheirKeys() {
        RateLimiter limiter = opened(hearing()
                .identification(Identification.defaults().withResolver(KeyResolver.header("X-Api-Key")))
                .defaultLimit(Limit.perDay(1))
                .rules(List.of(Rule.of("tokens", Key.of("header:X-Token"), Limit.perDay(1)))));
        limiter.check(TestRequest.get("/").header("X-Api-Key", "s3cr3t").header("X-Token", "s3cr3t"));
        await().until(() -> heard.size() == 2);
        assertThat(heard)
                .allSatisfy(event ->
                        assertThat(((QuotaUsed) event).subject().get(0)).contains(":"));
        assertThat(heard.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void countsThemAmongTheAnalytics() {
        RateLimiter limiter = limiter();
        check(limiter, "alice", 10);
        limiter.denyList().put("bob", "", "carol", null);
        await().untilAsserted(
                        () -> assertThat(counted(limiter)).isEqualTo(Map.of("quota_100", 1L, "list_changed", 1L)));
    }

    private static Map<String, Long> counted(RateLimiter limiter) {
        long last = Unit.MINUTE.of(Instant.now());
        return limiter.observations()
                .analytics()
                .orElseThrow()
                .read(new Span(Unit.MINUTE, last - 5, 6))
                .counts()
                .events();
    }

    @Test
    void tellsWithoutCountingDecisions() {
        RateLimiter limiter = opened(hearing().withoutAnalytics().defaultLimit(DAILY));
        check(limiter, "alice", 200);
        await().until(() -> heard.size() == 2);
        assertThat(heard).extracting(LimitEvent::kind).contains(EventKind.DENIAL_STORM, EventKind.QUOTA_100);
    }

    @Test
    void aListenerThatBlocksHoldsUpNoRequest() {
        CountDownLatch end = new CountDownLatch(1);
        RateLimiter limiter = opened(builder()
                .eventListener(event -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .defaultLimit(DAILY));
        check(limiter, "alice", 10);
        await().until(() -> limiter.observations().events().of(EventKind.QUOTA_100) == 1);
        check(limiter, "bob", 1_000);
        await().until(() -> limiter.observations().events().of(EventKind.QUOTA_100) == 2);
        end.countDown();
    }

    @Test
    void closingEndsItsThreads() {
        RateLimiter limiter = limiter();
        check(limiter, "alice", 10);
        await().until(() -> !threads.isEmpty());
        // Those of this limiter: others of this JVM may have their own.
        long before = alive();
        limiter.close();
        await().until(() -> alive() <= before - 1 && threads.stream().noneMatch(Thread::isAlive));
    }

    private static long alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("ratelimit-events"))
                .count();
    }

    private static void check(RateLimiter limiter, String user, int times) {
        for (int i = 0; i < times; i++) {
            var unused = limiter.check(user);
        }
    }
}
