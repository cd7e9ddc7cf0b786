package dev.ratelimit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that requests have, by which the conditions that need it are found. */
sealed interface Anchor {

    /** A path under a pattern. */
    record Path(PathGlob glob) implements Anchor {}

    /**
     * A text, or what one begins with.
     *
     * @param of what it is the text of, as in {@link Texts}
     */
    record Text(String of, String value) implements Anchor {}

    /** An anchor for each pattern of paths. */
    static List<Anchor> of(PathIs paths) {
        return paths.globs().stream().<Anchor>map(Path::new).toList();
    }

    /**
     * Anchors of which a request has at least one where a condition holds; null where none can be told.
     *
     * @param simple the same for a condition that is not made of others
     */
    static @Nullable List<Anchor> of(Condition condition, Function<Condition, @Nullable List<Anchor>> simple) {
        if (condition instanceof All all) {
            return fewest(all.parts(), simple);
        }
        return condition instanceof AnyOf any ? union(any.parts(), simple) : simple.apply(condition);
    }

    /** Any part will do, since all of them must hold. */
    private static @Nullable List<Anchor> fewest(
            List<Condition> parts, Function<Condition, @Nullable List<Anchor>> simple) {
        List<Anchor> fewest = null;
        for (Condition part : parts) {
            List<Anchor> anchors = of(part, simple);
            if (anchors != null && (fewest == null || anchors.size() < fewest.size())) {
                fewest = anchors;
            }
        }
        return fewest;
    }

    private static @Nullable List<Anchor> union(
            List<Condition> parts, Function<Condition, @Nullable List<Anchor>> simple) {
        List<Anchor> union = new ArrayList<>();
        for (Condition part : parts) {
            List<Anchor> anchors = of(part, simple);
            if (anchors == null) {
                return null;
            }
            union.addAll(anchors);
        }
        return union;
    }
}
