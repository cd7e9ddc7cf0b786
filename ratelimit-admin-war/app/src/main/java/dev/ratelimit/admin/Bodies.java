package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.Times;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bodies in the shape of a rules file, read as strictly as one. */
final class Bodies {

    private Bodies() {}

    /** The body, of which there must be one. */
    static JsonNode required(@Nullable JsonNode body, String accepted) {
        if (body == null || body.isMissingNode() || body.isNull()) {
            throw Problem.badRequest("the body is empty; accepted is " + accepted);
        }
        return body;
    }

    /** The rule or plan that a body says; every fault is answered at once. */
    static <T> T read(Kind<T> kind, String id, JsonNode body) {
        return refusing(() -> kind.parse(id, body));
    }

    /** What a supplier reads from a body; its faults are the client's. */
    static <T> T refusing(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RulesException e) {
            throw Problem.faulty(FieldError.of(e));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** What a supplier reads from a field of a body. */
    static <T> T refusing(String field, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw Problem.faulty(field, String.valueOf(e.getMessage()));
        }
    }

    /** An end that a field of a body names; null where it names none. */
    static @Nullable Instant end(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return toCome(field, refusing(field, () -> Times.parse(text)));
    }

    /** The same of an end that was read, if one was. */
    static @Nullable Instant toCome(String field, @Nullable Instant end) {
        if (end != null && !end.isAfter(Instant.now())) {
            throw Problem.faulty(field, field + " " + end + " is over; accepted are instants to come");
        }
        return end;
    }

    /** The size of a page. */
    static int size(String text, int most) {
        return size("size", text, most);
    }

    /** How many of something a parameter asks for. */
    static int size(String parameter, String text, int most) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Problem.badRequest(parameter + " \"" + text + "\" is out of range; accepted are 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
