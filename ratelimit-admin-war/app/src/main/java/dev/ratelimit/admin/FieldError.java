package dev.ratelimit.admin;

import dev.ratelimit.rule.Fault;
import dev.ratelimit.rule.RulesException;
import java.util.List;

/**
 * One thing that is wrong with a body.
 *
 * @param field where, such as {@code limits[0].capacity}; empty for the body as a whole
 * @param message the value found and what is accepted
 */
record FieldError(String field, String message) {

    static List<FieldError> of(RulesException e) {
        return e.faults().stream().map(FieldError::of).toList();
    }

    /** The same fault of something that stands at a place. */
    FieldError in(String place) {
        return new FieldError(place + "." + field, message);
    }

    private static FieldError of(Fault fault) {
        return new FieldError(fault.path(), fault.message());
    }

    /** What is wrong, and where, unless the message names the field. */
    @Override
    public String toString() {
        return field.isEmpty() || message.contains(field) ? message : field + ": " + message;
    }
}
