package dev.ratelimit.rule;

import java.util.List;

/** Lists that conditions are made of. They are walked by index, so that a rule that does not match allocates nothing. */
final class Lists {

    private Lists() {}

    /** An immutable copy, or an {@link IllegalArgumentException} when nothing is in it: an empty list never holds. */
    static <T> List<T> filled(String condition, List<T> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("\"" + condition + "\" is empty; accepted is at least one entry");
        }
        return List.copyOf(list);
    }
}
