package dev.ratelimit.rule;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names that rules are written with. Each method returns its argument or throws an {@link IllegalArgumentException}. */
final class Names {

    /** What {@link #id} accepts, for error messages. */
    static final String IDS = "1 to 64 of A-Z a-z 0-9 . _ -";

    static final String METHODS = "methods such as GET, POST, PUT, PATCH or DELETE";

    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern METHOD = Pattern.compile("[A-Z-]{1,32}");
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,200}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private Names() {}

    /** The id of a rule or the name of a limit. */
    static String id(String text) {
        return checked(ID, text, "an id; accepted are " + IDS);
    }

    /** The name of a header field. */
    static String header(String text) {
        return checked(HEADER, text, "the name of a header; accepted are names such as X-Api-Key");
    }

    /** The name of a parameter, a cookie or an attribute. */
    static String name(String text) {
        return checked(NAME, text, "a name; accepted are 1 to 200 characters, none of them a control character");
    }

    /** A method of HTTP, in upper case. */
    static String method(String text) {
        String method = text.toUpperCase(Locale.ROOT);
        if (method.equals("HEAD")) {
            throw new IllegalArgumentException("\"" + text + "\" counts as GET; accepted is GET, which means both");
        }
        return checked(METHOD, method, "a method; accepted are " + METHODS);
    }

    /** What a rule is for, in words. */
    static String description(String text) {
        if (text.length() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException(
                    "a description of " + text.length() + " characters; accepted are at most " + LONGEST_DESCRIPTION);
        }
        return text;
    }

    private static String checked(Pattern form, String text, String accepted) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + accepted);
        }
        return text;
    }
}
