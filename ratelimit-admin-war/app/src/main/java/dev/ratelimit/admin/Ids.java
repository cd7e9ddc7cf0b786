package dev.ratelimit.admin;

import dev.ratelimit.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Ids of rules and plans that no path can name, so that what has one could not be changed any more. */
final class Ids {

    /** What the id of a rule, the name of a plan and that of a limit look like. */
    static final String PATTERN = "^[A-Za-z0-9._-]{1,64}$";

    private static final Set<String> STEPS = Set.of(".", "..");

    /** What else is to be had below the rules, now or later. */
    private static final Set<String> TAKEN = Set.of("history", "rollback", "simulate", "validate");

    private Ids() {}

    /** @param field of the body that has the id */
    static void refuseUnnameable(String field, String id) {
        if (isTaken(id)) {
            throw Problem.faulty(field, fault(id));
        }
    }

    /** What is wrong with the ids of rules of a file. */
    static List<FieldError> unnameable(List<Rule> rules) {
        return IntStream.range(0, rules.size())
                .filter(i -> isTaken(rules.get(i).id()))
                .mapToObj(i ->
                        new FieldError("rules[" + i + "].id", fault(rules.get(i).id())))
                .toList();
    }

    private static boolean isTaken(String id) {
        return STEPS.contains(id) || TAKEN.contains(id);
    }

    private static String fault(String id) {
        return "\"" + id + "\" has another meaning in a path; accepted is any other id";
    }
}
