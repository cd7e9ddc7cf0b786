package dev.ratelimit.store;

/** A call under way. */
@FunctionalInterface
public interface Pending {

    /**
     * Waits for the answer; to be called once.
     *
     * @throws StoreException when the store cannot answer; then it is unknown whether anything was charged
     */
    Answer await();
}
