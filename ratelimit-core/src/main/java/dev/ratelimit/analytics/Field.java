package dev.ratelimit.analytics;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What counters are called, in stores too: {@code rule:search:denied}, {@code source:redis:allowed}, {@code latency:130}. A
 * route may hold colons itself: the first and the last of a name set it off.
 */
public final class Field {

    /** Requests whose counts were given up, because the store was away for too long. */
    static final String DROPPED = "dropped";

    /** Requests that a rule let pass uncounted, because the store was lost. */
    public static final String FAILED_OPEN = "failed:open";

    static final String SOURCE = "source:";
    static final String RULE = "rule:";
    static final String ROUTE = "route:";
    static final String CAUSE = "cause:";
    static final String EVENT = "event:";
    static final String CACHE = "cache:";
    static final String LATENCY = "latency:";

    /** What became of a request, or of a rule's say in it, the worse the later. */
    public enum Outcome {
        /** It passed. */
        ALLOWED,
        /** It passed, and four fifths of the limit or more are used. */
        NEAR,
        /** A rule in shadow would have refused it. */
        WOULD_DENY,
        /** It was refused. */
        DENIED;

        private final String suffix = ":" + name().toLowerCase(Locale.ROOT);

        private static final int NEAR_SHARE = 5;

        /** What one bucket said. */
        public static Outcome of(Decision decision) {
            if (!decision.allowed()) {
                return decision.enforced() ? DENIED : WOULD_DENY;
            }
            return decision.remaining() <= decision.limit().capacity() / NEAR_SHARE ? NEAR : ALLOWED;
        }

        /** The one that ends a name so; a newer library may know others. */
        static @Nullable Outcome find(String suffix) {
            for (Outcome outcome : values()) {
                if (outcome.suffix.equals(suffix)) {
                    return outcome;
                }
            }
            return null;
        }
    }

    private Field() {}

    /** The counters of all requests. */
    public static List<String> ofRequests() {
        return Stream.of(Source.values())
                .flatMap(source -> Stream.of(Outcome.values()).map(outcome -> ofSource(source, outcome)))
                .toList();
    }

    /** The counters of what a rule said. */
    public static List<String> ofRule(String rule) {
        return Stream.of(Outcome.values()).map(outcome -> ofRule(rule, outcome)).toList();
    }

    static String ofSource(Source source, Outcome outcome) {
        return SOURCE + source.id() + outcome.suffix;
    }

    static String ofRule(String rule, Outcome outcome) {
        return RULE + rule + outcome.suffix;
    }

    static String ofRoute(String route, Outcome outcome) {
        return ROUTE + route + outcome.suffix;
    }

    /** Whether a counter is of one of the routes, which whoever asks may make up. */
    public static boolean isOfRoute(String field) {
        return field.startsWith(ROUTE);
    }

    /** The counter of all other routes beside that of one. */
    static String ofOtherRoutes(String field) {
        return ROUTE + Named.OTHERS + field.substring(field.lastIndexOf(':'));
    }

    static String ofCause(String cause) {
        return CAUSE + cause;
    }

    static String ofEvent(String kind) {
        return EVENT + kind;
    }

    /** How often a decision rested on a user's profile that was known. */
    public static final String PROFILE_HITS = CACHE + "profiles:hit";

    /** How often it rested on none. */
    public static final String PROFILE_MISSES = CACHE + "profiles:miss";

    static String ofLatency(int step) {
        return LATENCY + step;
    }
}
