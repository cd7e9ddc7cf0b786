package dev.ratelimit.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is not the same in two sets. What is the same is in neither map.
 *
 * @param before what is changed or removed, as JSON by id
 * @param after what it becomes, and what is added
 * @param version of the set that is compared with
 */
public record Difference(Map<String, String> before, Map<String, String> after, long version) {

    public Difference {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    static <T> Difference between(StoredSet<T> stored, List<T> values, Kind<T> kind) {
        Map<String, String> before = kind.texts(stored.values());
        Map<String, String> after = kind.texts(values);
        return new Difference(without(before, after), without(after, before), stored.version());
    }

    private static Map<String, String> without(Map<String, String> texts, Map<String, String> others) {
        Map<String, String> left = new TreeMap<>(texts);
        left.entrySet().removeAll(others.entrySet());
        return left;
    }

    /** A set as it was after the change {@code version}, of which the history knows all since, latest first. */
    static Map<String, String> undone(Map<String, String> texts, List<Change> history, long version) {
        Map<String, String> then = new TreeMap<>(texts);
        history.stream().takeWhile(change -> change.version() != version).forEach(change -> {
            then.keySet().removeAll(change.after().keySet());
            then.putAll(change.before());
        });
        return then;
    }
}
