package dev.ratelimit.http;

import java.nio.charset.StandardCharsets;

/** Which texts may be the id of a user of whom a record is kept. */
public final class UserIds {

    /** The most characters of an id. */
    public static final int LONGEST = 500;

    /** What stands for bytes that could not be decoded: different ones would be one user. */
    private static final char UNDECODED = '\uFFFD';

    private UserIds() {}

    /** Whether a text is not blank, at most 500 characters long, and written in UTF-8 as nothing else is. */
    public static boolean accepts(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.indexOf(UNDECODED) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
