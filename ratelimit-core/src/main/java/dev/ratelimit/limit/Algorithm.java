package dev.ratelimit.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The five ways of counting. What each admits at most is stated at its record in {@code dev.ratelimit.algorithm}. */
public enum Algorithm {
    /** A bucket that refills at a steady rate: bursts up to the capacity, then the rate. */
    TOKEN("token", "token_bucket", "token bucket"),
    /** A bucket that leaks at a steady rate, as a meter: it refuses what would overflow and delays nothing. */
    LEAKY("leaky", "leaky_bucket", "leaky bucket"),
    /** A counter that starts again at each full window of the clock. */
    FIXED_WINDOW("fixed_window", "fixed_window", "fixed window"),
    /** The instant of every admitted unit: exact, at a price in memory. */
    SLIDING_WINDOW_LOG("sliding_window_log", "sliding_window_log", "sliding window log"),
    /** Two counters, the earlier one weighted by how much of it the sliding window still covers. */
    SLIDING_WINDOW_COUNTER("sliding_window_counter", "sliding_window_counter", "sliding window counter");

    private final String id;
    private final String alias;
    private final String displayName;

    Algorithm(String id, String alias, String displayName) {
        this.id = id;
        this.alias = alias;
        this.displayName = displayName;
    }

    /** The word used in rules, settings and Redis keys, such as {@code token}. */
    public String id() {
        return id;
    }

    /** The long form of the id, also the name of the algorithm's Lua file, such as {@code token_bucket}. */
    public String alias() {
        return alias;
    }

    /** The words shown to people, such as {@code token bucket}. */
    public String displayName() {
        return displayName;
    }

    /** Whether the algorithm counts in windows, as opposed to a capacity with a rate. */
    public boolean windowed() {
        return this != TOKEN && this != LEAKY;
    }

    /** Finds an algorithm by id or alias, in any case. */
    public static Optional<Algorithm> find(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(a -> a.id.equals(wanted) || a.alias.equals(wanted))
                .findFirst();
    }

    /** The accepted words, for error messages: {@code token, leaky, fixed_window, …}. */
    public static String accepted() {
        return Arrays.stream(values()).map(Algorithm::id).collect(Collectors.joining(", "));
    }
}
