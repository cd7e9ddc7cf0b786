package dev.ratelimit.benchmarks;

import java.time.Duration;

/**
 * How much to measure.
 *
 * @param rounds how many rounds count; in each, every contestant has its turn
 * @param turn how long a turn takes
 * @param warmUp how long a contestant runs, at each number of threads, before the first round
 * @param jmhArguments what is said to JMH beyond what the benchmark says itself
 */
record Plan(int rounds, Duration turn, Duration warmUp, String... jmhArguments) {

    /** The usual plan: {@code -Dbench.rounds}, 7 by default, and {@code -Dbench.seconds} for a turn, 2 by default. */
    static Plan ofProperties() {
        Duration turn = Duration.ofSeconds(Integer.getInteger("bench.seconds", 2));
        return new Plan(Integer.getInteger("bench.rounds", 7), turn, turn.multipliedBy(2));
    }
}
