package dev.ratelimit.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link JvmBenchmark} in turns: JMH would finish one contestant before it begins with the next. */
final class JvmRace {

    private record Case(int threads, int subjects, InJvm contestant) {}

    private final Plan plan;

    JvmRace(Plan plan) {
        this.plan = plan;
    }

    Table run(int... threads) {
        Map<Case, Tally> tallies = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (int count : threads) {
                for (RunResult result : jmh(count)) {
                    tallies.computeIfAbsent(caseOf(result), any -> new Tally())
                            .add(result.getPrimaryResult().getScore());
                }
            }
        }
        return table(tallies);
    }

    private Collection<RunResult> jmh(int threads) {
        try {
            return new Runner(new OptionsBuilder()
                            .parent(new CommandLineOptions(plan.jmhArguments()))
                            .include(JvmBenchmark.class.getName())
                            .threads(threads)
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (RunnerException | CommandLineOptionException e) {
            throw new IllegalStateException("JMH failed", e);
        }
    }

    private static Case caseOf(RunResult result) {
        return new Case(
                result.getParams().getThreads(),
                Integer.parseInt(result.getParams().getParam("subjects")),
                InJvm.valueOf(result.getParams().getParam("contestant")));
    }

    private static Table table(Map<Case, Tally> tallies) {
        Table table = new Table("one check in the JVM", "threads", "buckets", "checks/s", "of Bucket4j");
        tallies.forEach((what, tally) -> {
            Tally bucket4j = tallies.get(new Case(what.threads(), what.subjects(), InJvm.BUCKET4J));
            table.row(
                    what.contestant().title(),
                    Table.whole(what.threads()),
                    Table.whole(what.subjects()),
                    Table.whole(tally.perSecond()),
                    Table.ratio(tally.over(bucket4j)));
        });
        return table;
    }
}
