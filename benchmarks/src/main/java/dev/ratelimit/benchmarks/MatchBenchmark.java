package dev.ratelimit.benchmarks;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/** Finds the rules of one request among many that need another path each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MatchBenchmark {

    private static final Limit LIMIT = Limit.perMinute(100);

    /** How many rules there are. */
    @Param({"100", "10000"})
    public int rules;

    private final Identification identification = Identification.defaults();
    private RuleSet set;
    private String[] paths;

    /** Makes the rules, and one path for each. */
    @Setup
    public void open() {
        set = RuleSet.of(IntStream.range(0, rules)
                .mapToObj(i -> Rule.of("rule-" + i, Key.of("ip"), LIMIT)
                        .withCondition(Condition.all(
                                Condition.method("GET"), Condition.path("/tenants/" + i + "/orders/{id}"))))
                .toList());
        // As many for either, or the processor's caches would be what is measured.
        paths = IntStream.range(0, 100)
                .mapToObj(i -> "/tenants/" + i * (rules / 100) + "/orders/17")
                .toArray(String[]::new);
    }

    /** One request meets one rule. */
    @Benchmark
    public List<Match> match() {
        String path = paths[ThreadLocalRandom.current().nextInt(paths.length)];
        return set.match(new RequestFacts(new PlainRequest(path), identification));
    }
}
