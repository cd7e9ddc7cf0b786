package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.ratelimit.rule.BrokenJson;
import dev.ratelimit.rule.Nearest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A body that is no JSON, or not the JSON that is asked for. */
final class UnusableJson implements ExceptionMapper<JsonProcessingException> {

    @Override
    public Response toResponse(JsonProcessingException e) {
        if (e.getCause() instanceof UnreadableBody body) {
            return body.problem().response().build();
        }
        return problem(e).response().build();
    }

    private static Problem problem(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problem.ofField(path(unknown), unknown(unknown));
        }
        JsonProcessingException broken = broken(e);
        if (broken != null) {
            String reason = BrokenJson.reason(broken);
            return Problem.of(400, (reason == null ? "the body is not JSON" : reason + ",") + at(broken.getLocation()));
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = path(mapping);
            return Problem.ofField(path, "field \"" + path + "\" " + ofField(mapping));
        }
        return Problem.of(400, ofWhole(e));
    }

    private static String at(@Nullable JsonLocation place) {
        return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String ofField(JsonMappingException e) {
        return e instanceof MismatchedInputException wrong
                ? "is " + WrongTypes.shown(wrong) + "; accepted is " + WrongTypes.accepted(wrong.getTargetType())
                : "has a value that cannot be read";
    }

    private static String ofWhole(JsonProcessingException e) {
        if (e instanceof MismatchedInputException mismatch) {
            return "the body has the wrong type; accepted is " + WrongTypes.accepted(mismatch.getTargetType());
        }
        return e instanceof StreamConstraintsException
                ? "the body is nested too deep, or holds a name or a number that is too long"
                : "the body is not the JSON that is accepted here";
    }

    private static String unknown(UnrecognizedPropertyException e) {
        List<String> known =
                e.getKnownPropertyIds().stream().map(String::valueOf).toList();
        return "there is no field \"" + path(e) + "\"" + Nearest.hint(e.getPropertyName(), known) + "; accepted are "
                + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** What is wrong with the text itself, which Jackson may have found deep within; null where nothing is. */
    private static @Nullable JsonProcessingException broken(Throwable e) {
        if (e instanceof JsonProcessingException json
                && (json instanceof JsonParseException || BrokenJson.reason(json) != null)) {
            return json;
        }
        return e.getCause() == null ? null : broken(e.getCause());
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
