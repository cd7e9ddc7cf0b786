package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

/**
 * Holds for any way to read the path, and fails for any: no spelling slips past a rule, nor past a {@code not}. Asked for
 * every rule and request, so it goes by index: iterators would be its only allocation.
 */
record PathIs(List<PathGlob> globs) implements Condition {

    PathIs {
        globs = Lists.filled("path", globs);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        return anyPath(facts, true);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return anyPath(facts, false);
    }

    private boolean anyPath(RequestFacts facts, boolean matching) {
        List<String> paths = facts.paths();
        for (int i = 0; i < paths.size(); i++) {
            if (matches(paths.get(i)) == matching) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String path) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(path)) {
                return true;
            }
        }
        return false;
    }
}
