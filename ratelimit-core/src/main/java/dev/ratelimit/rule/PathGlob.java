package dev.ratelimit.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for normalised paths. {@code *} is one segment or a part of one ({@code /files/*.pdf}), <code>{name}</code>
 * one segment, {@code **} any number of segments, none included: {@code /api/**} is {@code /api}, {@code /api/a} and
 * {@code /api/a/b}. Case counts. Matching takes at most the product of both lengths in steps and allocates nothing.
 * Immutable.
 */
public final class PathGlob {

    private static final int LONGEST = 1_000;
    static final String ANY_DEPTH = "**";

    private final String pattern;
    private final TextGlob[] segments;

    private PathGlob(String pattern, TextGlob[] segments) {
        this.pattern = pattern;
        this.segments = segments;
    }

    /**
     * Reads a pattern. A slash at its end means nothing.
     *
     * @throws IllegalArgumentException when it could never match a normalised path, naming the pattern and the reason
     */
    public static PathGlob parse(String pattern) {
        if (!pattern.startsWith("/") || pattern.length() > LONGEST) {
            throw refused(pattern, "must start with / and have at most 1,000 characters");
        }
        for (char c : ";?#".toCharArray()) {
            if (pattern.indexOf(c) >= 0) {
                throw refused(pattern, "must not contain " + c + ": query, fragment and parameters are not part of it");
            }
        }
        List<TextGlob> segments = new ArrayList<>();
        for (String segment : withoutSlashes(pattern).split("/", -1)) {
            segments.add(segment(pattern, segment));
        }
        boolean root = pattern.equals("/");
        return new PathGlob(pattern, root ? new TextGlob[0] : segments.toArray(TextGlob[]::new));
    }

    /** Whether the pattern covers all of a normalised path such as {@code /orders/17}. */
    public boolean matches(String path) {
        int end = path.length() + 1;
        int at = path.length() > 1 ? 1 : end;
        int next = 0;
        int afterAnyDepth = -1;
        int covered = at;
        while (at < end) {
            if (isAnyDepth(next)) {
                afterAnyDepth = ++next;
                covered = at;
            } else if (next < segments.length && segments[next].matches(path, at, endOfSegment(path, at))) {
                next++;
                at = endOfSegment(path, at) + 1;
            } else if (afterAnyDepth >= 0) {
                next = afterAnyDepth;
                covered = endOfSegment(path, covered) + 1;
                at = covered;
            } else {
                return false;
            }
        }
        return onlyAnyDepth(next);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathGlob glob && glob.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return pattern;
    }

    /** The pattern of each segment. */
    List<TextGlob> segments() {
        return List.of(segments);
    }

    /**
     * Whether the pattern covers any path that a route stands for, in which <code>{name}</code> and {@code *} are any segment,
     * and {@code …} is any end.
     */
    boolean mayCover(String route) {
        String[] parts = route.equals("/") ? new String[0] : route.substring(1).split("/", -1);
        boolean[] reached = new boolean[segments.length + 1];
        reached[0] = true;
        for (String part : parts) {
            skipAnyDepth(reached);
            if (part.equals("…")) {
                return true;
            }
            boolean[] next = new boolean[reached.length];
            for (int i = 0; i < segments.length; i++) {
                if (reached[i] && isAnyDepth(i)) {
                    next[i] = true;
                } else if (reached[i] && (part.equals("*") || part.indexOf('{') >= 0 || segments[i].matches(part))) {
                    next[i + 1] = true;
                }
            }
            reached = next;
        }
        skipAnyDepth(reached);
        return reached[segments.length];
    }

    private void skipAnyDepth(boolean[] reached) {
        for (int i = 0; i < segments.length; i++) {
            reached[i + 1] |= reached[i] && isAnyDepth(i);
        }
    }

    /** A path that this pattern covers. */
    String example() {
        StringBuilder path = new StringBuilder();
        for (TextGlob segment : segments) {
            if (!segment.pattern().equals(ANY_DEPTH)) {
                path.append('/').append(segment.pattern());
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /** Whether a segment is a <code>{name}</code>. */
    boolean named() {
        return pattern.indexOf('{') >= 0;
    }

    /**
     * A path with the names of this pattern in their places; null when the pattern does not cover it. What {@code **}
     * covers stays as it is.
     */
    @Nullable
    String template(String path) {
        if (!matches(path)) {
            return null;
        }
        String[] written = withoutSlashes(pattern).split("/", -1);
        String[] parts = path.substring(1).split("/", -1);
        int first = List.of(written).indexOf(ANY_DEPTH);
        int fromStart = first < 0 ? written.length : first;
        int fromEnd = first < 0 ? 0 : written.length - 1 - List.of(written).lastIndexOf(ANY_DEPTH);
        for (int i = 0; i < fromStart; i++) {
            parts[i] = name(written[i], parts[i]);
        }
        for (int i = 1; i <= fromEnd; i++) {
            parts[parts.length - i] = name(written[written.length - i], parts[parts.length - i]);
        }
        return "/" + String.join("/", parts);
    }

    private static String name(String written, String part) {
        return written.startsWith("{") ? written : part;
    }

    private boolean onlyAnyDepth(int from) {
        int next = from;
        while (isAnyDepth(next)) {
            next++;
        }
        return next == segments.length;
    }

    private boolean isAnyDepth(int segment) {
        return segment < segments.length && segments[segment].pattern().equals(ANY_DEPTH);
    }

    static int endOfSegment(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    private static String withoutSlashes(String pattern) {
        boolean closed = pattern.length() > 1 && pattern.endsWith("/");
        return pattern.substring(1, closed ? pattern.length() - 1 : pattern.length());
    }

    private static TextGlob segment(String pattern, String segment) {
        if ((segment.isEmpty() && !pattern.equals("/")) || segment.equals(".") || segment.equals("..")) {
            throw refused(pattern, "must not contain the segment \"" + segment + "\", which no normalised path does");
        }
        if (segment.contains(ANY_DEPTH) && !segment.equals(ANY_DEPTH)) {
            throw refused(pattern, "must have ** alone between slashes, not in \"" + segment + "\"");
        }
        boolean named = segment.length() > 2 && segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1;
        if (!named && (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0)) {
            throw refused(pattern, "must have {name} alone between slashes, not in \"" + segment + "\"");
        }
        return new TextGlob(named ? "*" : segment);
    }

    private static IllegalArgumentException refused(String pattern, String reason) {
        return new IllegalArgumentException("path \"" + pattern + "\" " + reason
                + "; accepted are forms such as /orders/{id}, /files/*.pdf or /api/**");
    }
}
