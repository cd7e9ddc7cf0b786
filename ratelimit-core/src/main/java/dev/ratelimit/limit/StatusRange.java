package dev.ratelimit.limit;

import java.util.regex.Pattern;

/**
 * One status of HTTP, or a class of them: {@code 401} is 401 to 401, {@code 4xx} is 400 to 499. Immutable.
 *
 * @param first the least status, 100 to 599
 * @param last the greatest one: the first itself, or the end of the class that begins with the first
 */
public record StatusRange(int first, int last) {

    /** What {@link #parse} accepts, for error messages. */
    public static final String ACCEPTED = "statuses from 100 to 599 such as 401, and classes from 1xx to 5xx";

    /** The least status. */
    public static final int LEAST = 100;
    /** The greatest status. */
    public static final int MOST = 599;

    private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}");
    private static final Pattern CLASS = Pattern.compile("[1-5][xX]{2}");
    private static final int CLASS_SIZE = 100;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming them and what is accepted
     */
    public StatusRange {
        boolean inRange = first >= LEAST && last <= MOST;
        if (!inRange || (first != last && !isClass(first, last))) {
            throw new IllegalArgumentException(
                    "the statuses " + first + " to " + last + " are neither one nor a class; accepted are " + ACCEPTED);
        }
    }

    /**
     * The range that a text means, such as {@code 401} or {@code 4xx}.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static StatusRange parse(String text) {
        if (STATUS.matcher(text).matches()) {
            return of(Integer.parseInt(text));
        }
        if (CLASS.matcher(text).matches()) {
            int first = (text.charAt(0) - '0') * CLASS_SIZE;
            return new StatusRange(first, first + CLASS_SIZE - 1);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is neither a status nor a class of them; accepted are " + ACCEPTED);
    }

    /** The range of one status. */
    public static StatusRange of(int status) {
        return new StatusRange(status, status);
    }

    /** Whether a status is one of these. */
    public boolean contains(int status) {
        return status >= first && status <= last;
    }

    /** The text that {@link #parse} reads: {@code 401}, {@code 4xx}. */
    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first / CLASS_SIZE + "xx";
    }

    private static boolean isClass(int first, int last) {
        return first % CLASS_SIZE == 0 && last == first + CLASS_SIZE - 1;
    }
}
