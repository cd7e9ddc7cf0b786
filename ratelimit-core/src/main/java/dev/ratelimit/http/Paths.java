package dev.ratelimit.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One form for all spellings of a path, so that no spelling escapes its rule.
 *
 * <p>Made for matching and counting only: it reads a path as the most generous server behind us might, and the request
 * goes on as it came. What cannot stand in a path at all, such as NUL and other control characters, is left out rather
 * than refused: such a request meets the rule of the path it resembles, never "no rule".
 */
public final class Paths {

    private Paths() {}

    /**
     * The canonical form of a path that the container has already decoded once: {@code //public;v=1/..%2fadmin/users/}
     * is {@code /admin/users}. Starts with a slash, and ends with one only when it is the root.
     *
     * <p>In this order: control characters go; what is still encoded of dots, slashes, backslashes and semicolons
     * ({@code %2e}, {@code %252e}, {@code %u002e}) is decoded; backslashes are slashes; each segment loses its
     * {@code ;parameters}; empty segments and {@code .} go; {@code ..} takes the segment before it along and stops at
     * the root. Normalising twice changes nothing more.
     */
    public static String normalise(String decodedPath) {
        return canonical(decodedPath) ? decodedPath : joined(segments(slashed(decodedPath), Paths::withoutParameters));
    }

    /**
     * Every way to read a path that servers might differ about: its canonical form, and the path as the container took
     * it, with no more than empty segments, {@code .} and {@code ..} removed. {@code /admin/%2e%2e/public}, decoded once,
     * is {@code /public} for an application that decodes again, and a page under {@code /admin} for the container that
     * looks for the servlet. One reading when both agree.
     */
    static List<String> readings(String decodedPath) {
        String canonical = normalise(decodedPath);
        String plain = canonical(decodedPath) ? canonical : joined(segments(decodedPath, word -> word));
        return plain.equals(canonical) ? List.of(canonical) : List.of(canonical, plain);
    }

    /** Whether nothing in the path needs a closer look; almost every request's path is so. */
    private static boolean canonical(String path) {
        int last = path.length() - 1;
        if (last < 0 || path.charAt(0) != '/' || (last > 0 && path.charAt(last) == '/')) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = path.charAt(i);
            boolean dotOrSlash = c == '/' && i < last && (path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.');
            if (dotOrSlash || c == ';' || c == '\\' || c == '%' || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static String slashed(String path) {
        StringBuilder clean = new StringBuilder(path.length());
        path.chars().filter(c -> !Character.isISOControl(c)).forEach(c -> clean.append((char) c));
        StringBuilder decoded = new StringBuilder(clean.length());
        int at = 0;
        while (at < clean.length()) {
            int end = clean.charAt(at) == '%' ? endOfEscape(clean, at) : at;
            char c = end > at ? unescaped(clean, end) : clean.charAt(at);
            decoded.append(c == '\\' ? '/' : c);
            at = Math.max(end, at + 1);
        }
        return decoded.toString();
    }

    /** Where the encoded dot, slash, backslash or semicolon that starts here ends; {@code at} when none does. */
    private static int endOfEscape(StringBuilder path, int at) {
        int hex = at + 1;
        while (hex + 1 < path.length() && path.charAt(hex) == '2' && path.charAt(hex + 1) == '5') {
            hex += 2;
        }
        if (hex + 2 < path.length() && path.substring(hex, hex + 3).equalsIgnoreCase("u00")) {
            hex += 3;
        }
        return hex + 2 <= path.length() && unescaped(path, hex + 2) != 0 ? hex + 2 : at;
    }

    /** The character whose two hex digits end here, 0 for those that stay encoded. */
    private static char unescaped(StringBuilder path, int end) {
        return switch (path.substring(end - 2, end).toLowerCase(Locale.ROOT)) {
            case "2e" -> '.';
            case "2f" -> '/';
            case "5c" -> '\\';
            case "3b" -> ';';
            default -> 0;
        };
    }

    private static Deque<String> segments(String path, UnaryOperator<String> reading) {
        Deque<String> segments = new ArrayDeque<>();
        for (String word : path.split("/", -1)) {
            String segment = reading.apply(word);
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        return segments;
    }

    private static String withoutParameters(String segment) {
        int parameters = segment.indexOf(';');
        return parameters < 0 ? segment : segment.substring(0, parameters);
    }

    private static String joined(Deque<String> segments) {
        return "/" + String.join("/", segments);
    }
}
