package dev.ratelimit.store;

import dev.ratelimit.limit.Decision;
import java.util.List;
import java.util.Map;

/** What a store answers. */
public sealed interface Answer {

    /** Decisions in the order of the charges, at {@code nowMillis} of the store's clock. */
    record Decided(long nowMillis, List<Decision> decisions) implements Answer {

        /** The same, made since Redis did not answer. */
        Decided because(String cause) {
            return new Decided(
                    nowMillis,
                    decisions.stream().map(decision -> decision.because(cause)).toList());
        }
    }

    /** Nothing was charged, since the user's record is another than assumed; here it is. */
    record OtherProfile(Map<String, String> fields) implements Answer {}

    /** The store is lost that keeps the records of users, or that took what was to be put back: nothing was done. */
    record Unknown() implements Answer {}
}
