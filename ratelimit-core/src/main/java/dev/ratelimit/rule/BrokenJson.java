package dev.ratelimit.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a text has wrong that is JSON to many readers and not to us. Jackson tells of it in its own terms only. */
public final class BrokenJson {

    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final String TRAILING = "Trailing token ";

    private BrokenJson() {}

    /** The fault in our words, such as {@code field "id" is there twice}; null where it is another one. */
    public static @Nullable String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher twice = TWICE.matcher(message);
        if (twice.matches()) {
            return "field \"" + Node.shortened(twice.group(1)) + "\" is there twice";
        }
        return message.startsWith(TRAILING) ? "there is more than one value" : null;
    }
}
