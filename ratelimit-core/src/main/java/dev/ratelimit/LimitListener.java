package dev.ratelimit;

import dev.ratelimit.limit.Verdict;
import java.time.Duration;

/**
 * Hears of every verdict, for metrics. Called on the request's thread after the decision, so it must be quick; what it
 * throws is logged once and changes nothing.
 */
@FunctionalInterface
public interface LimitListener {

    /**
     * A request was decided.
     *
     * @param verdict what was decided, with rules and sources
     * @param took how long the decision took, store included
     */
    void decided(Verdict verdict, Duration took);
}
