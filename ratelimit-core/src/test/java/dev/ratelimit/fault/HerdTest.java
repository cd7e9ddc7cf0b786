package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 2,000 users use up their limits, one a millisecond, and each comes back for one more request when he was told to. Nothing
 * spreads them: windows of the clock end for all at once.
 */
@Tag("fault")
class HerdTest {

    private static final int USERS = 2_000;
    private static final int THREADS = 8;
    private static final int LIMIT = 10;
    private static final long WINDOW_MILLIS = 4_000;
    private static final int SECOND_MILLIS = 1_000;
    private static final int SLICE_MILLIS = 10;

    /**
     * A request of a user.
     *
     * @param told whether the limiter said when to come; else it is the one that uses up the limit
     * @param passedMillis 0 until it passes
     */
    private record Visit(String user, long dueMillis, boolean told, long passedMillis) {}

    @ParameterizedTest
    @EnumSource
    void comesBackWhenItIsTold(Algorithm algorithm) throws Exception {
        Limit limit = algorithm.windowed()
                ? Limit.window(algorithm, LIMIT, Duration.ofMillis(WINDOW_MILLIS))
                : Limit.bucket(algorithm, LIMIT, LIMIT, Duration.ofMillis(WINDOW_MILLIS));
        try (RedisServer server = RedisServer.start();
                RateLimiter limiter = Rig.limiter(server.address(), Setting.USUAL.limit(limit))) {
            List<Visit> back = comeBack(limiter);
            assertThat(back).hasSize(USERS).allMatch(Visit::told);
            double told = mostInASlice(back, Visit::dueMillis);
            double passed = mostInASlice(back, Visit::passedMillis);
            new Finding(
                            "herd-" + algorithm.id(),
                            "2,000 users use up a limit of 10 in 4 s, one each ms, and come back when they are told",
                            String.format(
                                    Locale.ROOT,
                                    "busiest 10 ms of the first second: %.1f times the mean are told to come, %.1f times pass",
                                    told,
                                    passed))
                    .write();
            boolean ofTheClock = algorithm == Algorithm.FIXED_WINDOW || algorithm == Algorithm.SLIDING_WINDOW_COUNTER;
            assertThat(told).isBetween(ofTheClock ? 50.0 : 1.0, ofTheClock ? 100.0 : 25.0);
        }
    }

    /** The most in one slice of the second that begins with the first, in times the mean. */
    private static double mostInASlice(List<Visit> visits, ToLongFunction<Visit> when) {
        long first = visits.stream().mapToLong(when).min().orElseThrow();
        long[] slices = new long[SECOND_MILLIS / SLICE_MILLIS];
        visits.stream()
                .mapToLong(when)
                .map(millis -> millis - first)
                .filter(millis -> millis < SECOND_MILLIS)
                .forEach(millis -> slices[(int) millis / SLICE_MILLIS]++);
        return LongStream.of(slices).max().orElseThrow()
                / LongStream.of(slices).average().orElseThrow();
    }

    private static List<Visit> comeBack(RateLimiter limiter) throws Exception {
        long start = (System.currentTimeMillis() / WINDOW_MILLIS + 1) * WINDOW_MILLIS;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<Visit>>> shares = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                shares.add(() -> comeBack(limiter, start, first));
            }
            List<Visit> all = new ArrayList<>();
            for (Future<List<Visit>> share : threads.invokeAll(shares)) {
                all.addAll(share.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** One thread's share of the users. */
    private static List<Visit> comeBack(RateLimiter limiter, long start, int first) throws InterruptedException {
        PriorityQueue<Visit> waiting = new PriorityQueue<>(Comparator.comparingLong(Visit::dueMillis));
        for (int i = first; i < USERS; i += THREADS) {
            waiting.add(new Visit("user" + i, start + i, false, 0));
        }
        List<Visit> passed = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Visit next = waiting.remove();
            TimeUnit.MILLISECONDS.sleep(next.dueMillis() - System.currentTimeMillis());
            if (!next.told()) {
                assertThat(limiter.check(Rule.DEFAULT_ID, next.user(), LIMIT).allowed())
                        .isTrue();
            }
            Verdict verdict = limiter.check(next.user());
            if (verdict.allowed()) {
                passed.add(new Visit(next.user(), next.dueMillis(), next.told(), System.currentTimeMillis()));
            } else {
                waiting.add(new Visit(next.user(), verdict.nowMillis() + verdict.retryAfterMillis(), true, 0));
            }
        }
        return passed;
    }
}
