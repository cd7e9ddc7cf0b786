package dev.ratelimit.event;

import java.time.Duration;

/** Which of several nodes tells what all of them notice. */
@FunctionalInterface
public interface Claims {

    /** Those of a node that shares nothing with others. */
    Claims ALONE = (what, far, life) -> true;

    /**
     * Whether this node is the first to notice that something has come so far.
     *
     * @param far how far: where that is claimed, whatever is less is, too
     * @param life for how long nobody else is
     * @throws dev.ratelimit.store.StoreException when that cannot be found out
     */
    boolean first(String what, int far, Duration life);
}
