package dev.ratelimit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarksTest {

    /** In this JVM and for milliseconds: the figures mean nothing. */
    private static final Plan SHORT = new Plan(
            2, Duration.ofMillis(20), Duration.ofMillis(20), "-f", "0", "-w", "10ms", "-r", "10ms", "-wi", "1");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Benchmarks benchmarks = new Benchmarks(SHORT, new PrintStream(out, true, StandardCharsets.UTF_8));

    @BeforeAll
    static void allowBuildsSideBySide() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void measuresEveryContestantOnRedisOnOneAndOnManyThreads() {
        try (BenchRedis redis = BenchRedis.embedded()) {
            benchmarks.redis(redis);
        }
        for (OnRedis contestant : OnRedis.values()) {
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.startsWith("| " + contestant.title() + " |"))
                    .as(contestant.title())
                    .hasSize(2);
        }
    }

    @Test
    void measuresEveryContestantInTheJvmOnOneAndOnManyBuckets() {
        benchmarks.jvm();
        for (InJvm contestant : InJvm.values()) {
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.startsWith("| " + contestant.title() + " |"))
                    .as(contestant.title())
                    .hasSize(4);
        }
    }

    /** Asked is twice the time; this is only to catch a search through all of them. */
    @Test
    void tenThousandRulesMatchInHardlyMoreTimeThanAHundred() {
        matchNanos(10_000);
        matchNanos(100);
        assertThat(matchNanos(10_000)).isLessThan(20 * matchNanos(100));
    }

    private static long matchNanos(int rules) {
        MatchBenchmark benchmark = new MatchBenchmark();
        benchmark.rules = rules;
        benchmark.open();
        long start = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            assertThat(benchmark.match().size()).isEqualTo(1);
        }
        return System.nanoTime() - start;
    }

    @ParameterizedTest
    @EnumSource(JaxrsSetup.class)
    void aRequestInAServletContainerMeetsTheLimitsThatItIsMeasuredWith(JaxrsSetup setup) {
        try (JettyRequests requests = new JettyRequests(setup)) {
            String response = "";
            for (int i = 0; i < 3; i++) {
                response = StandardCharsets.US_ASCII.decode(requests.send()).toString();
                assertThat(response).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n17");
            }
            String policies = response.lines()
                    .filter(line -> line.startsWith("RateLimit-Policy"))
                    .findFirst()
                    .orElse("");
            assertThat(policies.split(";q=", -1)).hasSize(setup.limits() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JaxrsSetup.class,
            names = {"NOTHING", "FEATURE"})
    void aRequestOfJerseyAloneMeetsTheLimitsThatItIsMeasuredWith(JaxrsSetup setup) {
        try (PlainJerseyRequests requests = new PlainJerseyRequests(setup)) {
            assertThat(requests.send().getStatus()).isEqualTo(200);
            assertThat(requests.send().getHeaders().containsKey("RateLimit")).isEqualTo(setup.limits() == 1);
        }
    }

    @Test
    void refusesToMeasureWhatDoesNotLimit() {
        assertThatThrownBy(() -> Guard.check("generous", limit -> subject -> true))
                .hasMessage("generous does not limit: of 20 per hour, request 21 was allowed");
    }

    @Test
    void aRatioIsTheMedianOfTheRoundsRatios() {
        Tally slow = tally(10, 1, 20);
        Tally fast = tally(20, 4, 10);
        assertThat(fast.over(slow)).isEqualTo(2);
        assertThat(fast.perSecond()).isEqualTo(10);
    }

    private static Tally tally(double... rounds) {
        Tally tally = new Tally();
        for (double round : rounds) {
            tally.add(round);
        }
        return tally;
    }
}
