package dev.ratelimit.benchmarks;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LocalCounts;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs a check, while Redis is well, to remember what Redis said: policy {@code local} against {@code allow}, which
 * remembers nothing. Redis is a store of this JVM.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Threads(1)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RememberBenchmark {

    private static final Limit LIMIT = Limit.perHour(1_000_000_000);

    /** The rule's policy. */
    @Param({"ALLOW", "LOCAL"})
    public FailurePolicy policy;

    /** How many subjects there are; more than 100,000 are not all remembered. */
    @Param({"1000", "200000"})
    public int subjects;

    private Store store;
    private List<Call> calls;
    private int next;

    /** Makes one call for each subject. */
    @Setup
    public void open() {
        SteadyClock clock = new SteadyClock();
        Store redis = new MemoryStore(clock, Source.REDIS, 1_000_000);
        store = new FailoverStore(redis, new LocalCounts(clock, 100_000, () -> 1), clock);
        calls = IntStream.range(0, subjects).mapToObj(i -> call("user-" + i)).toList();
    }

    private Call call(String subject) {
        Charge charge = new Charge("rule", LIMIT, List.of(subject), 1, Charge.ENFORCED, policy);
        return new Call(Action.TAKE, List.of(charge), null);
    }

    /** Ends the probe. */
    @TearDown
    public void close() {
        store.close();
    }

    /** One check of one bucket. */
    @Benchmark
    public Answer check() {
        next = next + 1 == calls.size() ? 0 : next + 1;
        return store.decide(calls.get(next));
    }
}
