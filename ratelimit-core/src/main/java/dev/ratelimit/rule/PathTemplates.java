package dev.ratelimit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The path as a rule counts it: where a pattern of its condition has a <code>{name}</code>, the name stands for what the
 * request has there. {@code /orders/17} and {@code /orders/18} are both <code>/orders/{id}</code>.
 */
record PathTemplates(List<PathGlob> globs) {

    static final PathTemplates NONE = new PathTemplates(List.of());

    /** Those of a rule's condition; patterns within a {@code not} are none of it. */
    static PathTemplates of(Condition condition) {
        List<PathGlob> globs = new ArrayList<>();
        collect(condition, globs);
        return globs.isEmpty() ? NONE : new PathTemplates(List.copyOf(globs));
    }

    private static void collect(Condition condition, List<PathGlob> globs) {
        if (condition instanceof PathIs path) {
            path.globs().stream().filter(PathGlob::named).forEach(globs::add);
        } else if (condition instanceof All all) {
            all.parts().forEach(part -> collect(part, globs));
        } else if (condition instanceof AnyOf any) {
            any.parts().forEach(part -> collect(part, globs));
        }
    }

    /**
     * The path under the first pattern that covers it, else what is counted where no pattern does.
     *
     * @param otherwise the path, or the template that the router has for it
     */
    @Nullable
    String apply(@Nullable String path, @Nullable String otherwise) {
        if (path == null) {
            return otherwise;
        }
        return globs.stream()
                .map(glob -> glob.template(path))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }
}
