package dev.ratelimit.analytics;

/** What requests are for, without the ids that would make each a route of its own. */
public final class Routes {

    private static final int LONGEST_SEGMENT = 32;
    private static final int LONGEST_VERSION = 4;
    private static final int LONGEST = 120;
    private static final int MOST_SEGMENTS = 8;

    private Routes() {}

    /**
     * A path with {@code *} for each segment that looks like an id: one that has anything but letters and {@code -_.~}, if it
     * is not a version such as {@code v2}, or more than 32 characters.
     * {@code /orders/17/lines} is {@code /orders/*}{@code /lines}; a name, as in {@code /users/alice}, cannot be told from
     * other words. What is beyond eight segments or 120 characters is left out.
     */
    public static String of(String path) {
        int from = shapedFrom(path);
        return from < 0 ? path : shaped(path);
    }

    /** Mostly paths are as they are to be. */
    private static int shapedFrom(String path) {
        if (path.length() > LONGEST) {
            return 0;
        }
        int segment = 0;
        int segments = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/') {
                segment = i;
                segments++;
            }
            if ((c != '/' && !isOfWords(c)) || i - segment > LONGEST_SEGMENT || segments > MOST_SEGMENTS) {
                return segment;
            }
        }
        return -1;
    }

    private static String shaped(String path) {
        StringBuilder route = new StringBuilder();
        int segments = 0;
        for (String segment : path.split("/", MOST_SEGMENTS + 2)) {
            String shown = id(segment) ? "*" : segment;
            if (segments > MOST_SEGMENTS || route.length() + shown.length() > LONGEST) {
                return route.append("/…").toString();
            }
            route.append(segments == 0 ? "" : "/").append(shown);
            segments++;
        }
        return route.toString();
    }

    private static boolean id(String segment) {
        return segment.length() > LONGEST_SEGMENT
                || (!segment.chars().allMatch(Routes::isOfWords) && !isVersion(segment));
    }

    private static boolean isVersion(String segment) {
        return segment.length() > 1
                && segment.length() <= LONGEST_VERSION
                && segment.charAt(0) == 'v'
                && segment.chars().skip(1).allMatch(Routes::isDigit);
    }

    private static boolean isOfWords(int c) {
        return Character.isLetter(c) || c == '-' || c == '_' || c == '.' || c == '~';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
