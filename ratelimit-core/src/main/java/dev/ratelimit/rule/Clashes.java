package dev.ratelimit.rule;

import java.util.HashMap;
import java.util.Map;

/** Finds rules of one file that could not be told apart by id. */
final class Clashes {

    private final Map<String, String> pathsOfIds = new HashMap<>();

    /** Whether no earlier rule has the same id; reports it when one has. */
    boolean distinctId(Node rule) {
        Node id = rule.field("id");
        if (!id.json().isTextual()) {
            return true;
        }
        String earlier = pathsOfIds.putIfAbsent(id.json().textValue(), rule.path());
        if (earlier != null) {
            id.fault(id.json() + " is the id of " + earlier + " as well; accepted are distinct ids");
        }
        return earlier == null;
    }
}
