package dev.ratelimit.event;

import java.time.Duration;

/** Which of several nodes tells what all of them notice. */
@FunctionalInterface
public interface Claims {

    /** Those of a node that shares nothing with others. */
    Claims ALONE = (what, life) -> true;

    /**
     * Whether this node is the first to notice it.
     *
     * @param life for how long nobody else is
     * @throws dev.ratelimit.store.StoreException when that cannot be found out
     */
    boolean first(String what, Duration life);
}
