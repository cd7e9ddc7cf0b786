package dev.ratelimit.rule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Positions of rules by the path patterns they need, one level for each segment, so that a path meets the rules of its
 * own branch only. A position may be found for a path that the pattern does not cover: what comes after {@code **} is not
 * looked at. Filled once, then read by any number of threads.
 */
final class PathTrie {

    private final Map<String, PathTrie> children = new HashMap<>();
    private final Positions ending = new Positions();
    private final Positions below = new Positions();
    private @Nullable PathTrie wild;

    void add(PathGlob glob, int position) {
        PathTrie node = this;
        for (TextGlob segment : glob.segments()) {
            if (segment.pattern().equals(PathGlob.ANY_DEPTH)) {
                node.below.add(position);
                return;
            }
            node = segment.literal()
                    ? node.children.computeIfAbsent(segment.pattern(), any -> new PathTrie())
                    : node.wild();
        }
        node.ending.add(position);
    }

    /** Adds what a normalised path may meet. */
    void collect(String path, Positions found) {
        collect(path, path.length() > 1 ? 1 : path.length() + 1, found);
    }

    private void collect(String path, int at, Positions found) {
        found.addAll(below);
        if (at > path.length()) {
            found.addAll(ending);
            return;
        }
        int end = PathGlob.endOfSegment(path, at);
        PathTrie child = children.get(path.substring(at, end));
        if (child != null) {
            child.collect(path, end + 1, found);
        }
        if (wild != null) {
            wild.collect(path, end + 1, found);
        }
    }

    private PathTrie wild() {
        PathTrie known = wild;
        if (known == null) {
            known = new PathTrie();
            wild = known;
        }
        return known;
    }
}
