package dev.ratelimit.benchmarks;

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

/** One check without Redis, by a subject at random. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 1, time = 2)
public class JvmBenchmark {

    /** Who is measured. */
    @Param
    public InJvm contestant;

    /** How many buckets there are; with one, all threads want the same. */
    @Param({"10000", "1"})
    public int subjects;

    private Contestant open;

    /** Opens the contestant. */
    @Setup
    public void open() {
        open = contestant.open();
    }

    /** Closes it. */
    @TearDown
    public void close() {
        open.close();
    }

    /** The check. */
    @Benchmark
    public boolean take() {
        return open.take(ThreadLocalRandom.current().nextInt(subjects));
    }
}
