package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The names of classes in the ids of all applications on one limiter, which knows resources by their ids alone. Strings,
 * since a limiter may outlive the classes.
 */
final class Names {

    private static final Map<RateLimiter, Names> KNOWN = new WeakHashMap<>();

    /** The full names by the simple ones that are taken, by application. */
    private final Map<Object, Map<String, String>> taken = new HashMap<>();

    static Names of(RateLimiter limiter) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(limiter, any -> new Names());
        }
    }

    /** Takes the simple name of a class for an application; false when another one has it for another class. */
    synchronized boolean take(Object application, Class<?> type) {
        String simple = WrittenClass.simpleName(type);
        String full = WrittenClass.fullName(type);
        boolean free = taken.entrySet().stream()
                .filter(other -> other.getKey() != application)
                .allMatch(other -> full.equals(other.getValue().getOrDefault(simple, full)));
        if (free) {
            taken.computeIfAbsent(application, any -> new HashMap<>()).put(simple, full);
        }
        return free;
    }

    /** Gives back what an application took. */
    synchronized void leave(Object application) {
        taken.remove(application);
    }
}
