package dev.ratelimit.store;

import dev.ratelimit.limit.Decision;
import java.util.List;
import java.util.Map;

/** What a store answers. */
public sealed interface Answer {

    /**
     * Decisions in the order of the charges.
     *
     * @param nowMillis the store's clock
     * @param clocks what it was for each decision where several servers decided; else empty
     */
    record Decided(long nowMillis, List<Decision> decisions, List<Long> clocks) implements Answer {

        public Decided(long nowMillis, List<Decision> decisions) {
            this(nowMillis, decisions, List.of());
        }

        /** What the clock was of the server that made one of the decisions. */
        long nowMillis(int decision) {
            return clocks.isEmpty() ? nowMillis : clocks.get(decision);
        }

        /** The same, made since Redis did not answer. */
        Decided because(String cause) {
            return new Decided(
                    nowMillis,
                    decisions.stream().map(decision -> decision.because(cause)).toList(),
                    clocks);
        }
    }

    /** Nothing was charged, since the user's record is another than assumed; here it is. */
    record OtherProfile(Map<String, String> fields) implements Answer {}

    /** The store is lost that keeps the records of users, or that took what was to be put back: nothing was done. */
    record Unknown() implements Answer {}
}
