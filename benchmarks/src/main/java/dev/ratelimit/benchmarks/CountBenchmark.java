package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.metrics.RateLimitMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a check without Redis to be counted for the analytics, and to be told to Micrometer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountBenchmark {

    /** Whether decisions are counted. */
    @Param({"false", "true"})
    public boolean counted;

    /** Whether a registry of Micrometer is told of them. */
    @Param({"false", "true"})
    public boolean metered;

    /** How many callers there are; of more than a thousand in a second some are told apart by luck only. */
    @Param({"10", "100000"})
    public int callers;

    private RateLimiter limiter;
    private String[] names;
    private PlainRequest[] requests;

    /** Opens a limiter. */
    @Setup
    public void open() {
        RateLimiterBuilder builder = RateLimiter.builder().defaultLimit(Limit.perHour(1_000_000_000));
        limiter = (counted ? builder : builder.withoutAnalytics()).build();
        if (metered) {
            new RateLimitMetrics(limiter.observations().measured())
                    .bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        }
        names = new String[callers];
        requests = new PlainRequest[callers];
        for (int i = 0; i < callers; i++) {
            names[i] = "user-" + i;
            requests[i] = new PlainRequest(
                    "/orders/" + i + "/lines", "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        limiter.close();
    }

    /** A check of a request for a path that holds an id, by an address. */
    @Benchmark
    public boolean request() {
        return limiter.check(requests[ThreadLocalRandom.current().nextInt(callers)])
                .allowed();
    }

    /** A check of a user. */
    @Benchmark
    public boolean check() {
        return limiter.check(names[ThreadLocalRandom.current().nextInt(callers)])
                .allowed();
    }
}
