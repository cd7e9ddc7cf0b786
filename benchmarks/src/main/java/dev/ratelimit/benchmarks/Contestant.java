package dev.ratelimit.benchmarks;

/** One way of limiting, ready to be measured. Safe for any number of threads. */
interface Contestant extends AutoCloseable {

    /** Takes one unit from the bucket of a subject; returns whether it was there. */
    boolean take(int subject);

    @Override
    default void close() {}
}
