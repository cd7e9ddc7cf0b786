package dev.ratelimit.rule;

import java.util.function.Predicate;

/** Looks at the conditions that a condition is made of in the end. */
final class Leaves {

    private Leaves() {}

    /** Whether one of them is so, those within a {@code not} included. */
    static boolean any(Condition condition, Predicate<Condition> test) {
        if (condition instanceof All all) {
            return all.parts().stream().anyMatch(part -> any(part, test));
        }
        if (condition instanceof AnyOf any) {
            return any.parts().stream().anyMatch(part -> any(part, test));
        }
        return condition instanceof Not not ? any(not.other(), test) : test.test(condition);
    }

    /** Whether paths matter to a condition. Only such a one can hold and fail at once, for a path that reads in two ways. */
    static boolean ofPath(Condition condition) {
        return any(condition, PathIs.class::isInstance);
    }

    /** Whether wherever a condition holds, one that is so does. */
    static boolean needs(Condition condition, Predicate<Condition> test) {
        if (condition instanceof All all) {
            return all.parts().stream().anyMatch(part -> needs(part, test));
        }
        if (condition instanceof AnyOf any) {
            return any.parts().stream().allMatch(part -> needs(part, test));
        }
        return !(condition instanceof Not) && test.test(condition);
    }
}
