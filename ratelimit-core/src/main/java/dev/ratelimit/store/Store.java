package dev.ratelimit.store;

import java.time.Duration;

/**
 * Keeps buckets and decides. The port between the engine and its state: the JVM, Redis, and what wraps them. Safe for
 * any number of threads; blocks for at most the store's time budget.
 */
public interface Store extends AutoCloseable {

    /**
     * Decides a call in one step that no other call can come between.
     *
     * @throws StoreException when the store cannot answer; then it is unknown whether anything was charged
     */
    Answer decide(Call call);

    /** Until when, by {@link System#nanoTime}, a check that begins now may take; 0 where nobody waits. */
    default long deadline() {
        return 0;
    }

    /**
     * Begins to decide a call, so that several can be under way at once. Each is to be awaited.
     *
     * @param deadline of the check that the call is of, by {@link #deadline}
     * @throws StoreException as {@link #decide} does
     */
    default Pending begin(Call call, long deadline) {
        Answer answer = decide(call);
        return () -> answer;
    }

    /** The servers behind this store. */
    default Servers servers() {
        return new SingleServer();
    }

    /** Whether the state behind this store answers within a time; always for the JVM's own. */
    default boolean reachable(Duration patience) {
        return true;
    }

    /**
     * From now on units may come back before their time, and on another server: denials are not to be remembered for longer
     * than a second.
     */
    default void unitsMayReturn() {}

    @Override
    void close();
}
