package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of another type than is accepted. Jackson keeps some of them with its complaint; this does so with the rest. */
final class WrongTypes extends DeserializationProblemHandler {

    private static final int SHOWN = 80;
    private static final Pattern TEXT = Pattern.compile("String value \\(\"(.*)\"\\) to ", Pattern.DOTALL);

    @Override
    public Object handleUnexpectedToken(
            DeserializationContext context, JavaType accepted, JsonToken token, JsonParser parser, String message)
            throws IOException {
        throw complaint(parser, message, accepted.getRawClass());
    }

    @Override
    public Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> accepted,
            ValueInstantiator instantiator,
            JsonParser parser,
            String message)
            throws IOException {
        throw complaint(parser, message, accepted);
    }

    private static InvalidFormatException complaint(JsonParser parser, @Nullable String message, Class<?> accepted)
            throws IOException {
        JsonToken token = parser.currentToken();
        Object value = token;
        if (token == JsonToken.VALUE_STRING) {
            value = parser.getText();
        } else if (token != null && token.isNumeric()) {
            value = parser.getNumberValue();
        } else if (token != null && token.isBoolean()) {
            value = parser.getBooleanValue();
        }
        return InvalidFormatException.from(parser, String.valueOf(message), value, accepted);
    }

    /** The value of a complaint, as people are told of it. */
    static String shown(MismatchedInputException e) {
        if (e instanceof InvalidFormatException complaint) {
            return shown(complaint.getValue());
        }
        // Of texts only the message has the value.
        Matcher text = TEXT.matcher(String.valueOf(e.getOriginalMessage()));
        return text.find() ? shown(text.group(1)) : "of the wrong type";
    }

    private static String shown(@Nullable Object value) {
        if (value == JsonToken.START_OBJECT || value == JsonToken.FIELD_NAME) {
            return "an object";
        }
        if (value == JsonToken.START_ARRAY) {
            return "a list";
        }
        String text = String.valueOf(value);
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return value instanceof String ? "\"" + cut + "\"" : cut;
    }

    /** What is accepted in its place. */
    static String accepted(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
