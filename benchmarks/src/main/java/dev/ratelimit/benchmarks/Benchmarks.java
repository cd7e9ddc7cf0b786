package dev.ratelimit.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Prints the tables of {@code docs/performance.md}:
 *
 * <pre>
 * java -jar benchmarks.jar                          all
 * java -jar benchmarks.jar redis | jvm              one part
 * java -jar benchmarks.jar jmh JvmBenchmark -prof gc     JMH's own command line
 * </pre>
 *
 * {@code -Dbench.redis=host:port} names a server; {@code -Dbench.rounds} and {@code -Dbench.seconds} say how much.
 */
public final class Benchmarks {

    private final Plan plan;
    private final PrintStream out;

    Benchmarks(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Runs what is asked for; exit code 2 when that is unknown. */
    public static void main(String[] args) throws IOException {
        Benchmarks benchmarks = new Benchmarks(Plan.ofProperties(), System.out);
        switch (args.length == 0 ? "all" : args[0]) {
            case "all" -> {
                benchmarks.redis();
                benchmarks.jvm();
            }
            case "redis" -> benchmarks.redis();
            case "jvm" -> benchmarks.jvm();
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> {
                System.err.println("unknown \"" + args[0] + "\"; accepted are redis, jvm, jmh, or nothing for all");
                System.exit(2);
            }
        }
    }

    private void redis() {
        try (BenchRedis redis = BenchRedis.open()) {
            redis(redis);
        }
    }

    void redis(BenchRedis redis) {
        out.println(machine() + "; " + redis);
        try (RedisRace race = new RedisRace(redis, plan)) {
            for (int threads : new int[] {1, 32}) {
                out.printf("%n%d thread%s, %,d buckets%n%n", threads, threads == 1 ? "" : "s", Subjects.GUARD);
                out.println(race.run(threads));
            }
        }
    }

    void jvm() {
        out.println();
        out.println(new JvmRace(plan).run(1, 8));
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + System.getProperty("java.version");
    }
}
