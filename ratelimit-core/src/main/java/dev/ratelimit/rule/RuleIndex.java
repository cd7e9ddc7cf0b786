package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules may apply to a request, found without asking the others: those that need a path lie in a {@link PathTrie},
 * those that need one of some users under each, and the rest are always asked. Immutable after construction.
 */
final class RuleIndex {

    private final PathTrie paths = new PathTrie();
    private final Map<String, Positions> users = new HashMap<>();
    private final Positions always = new Positions();
    private boolean anyPath;

    /** @param conditions of the rules, in the order of evaluation */
    RuleIndex(List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            List<Anchor> anchors = anchors(conditions.get(i));
            if (anchors == null) {
                always.add(i);
            } else {
                for (Anchor anchor : anchors) {
                    add(anchor, i);
                }
            }
        }
    }

    /** Positions of the rules that may apply, ascending. A rule that is not among them does not hold. */
    Positions candidates(RequestFacts facts) {
        if (!anyPath && users.isEmpty()) {
            return always;
        }
        Positions found = new Positions();
        found.addAll(always);
        if (anyPath) {
            List<String> readings = facts.paths();
            for (int i = 0; i < readings.size(); i++) {
                paths.collect(readings.get(i), found);
            }
        }
        String user = users.isEmpty() ? null : facts.user();
        Positions ofUser = user == null ? null : users.get(user);
        if (ofUser != null) {
            found.addAll(ofUser);
        }
        return found.sorted();
    }

    private void add(Anchor anchor, int position) {
        if (anchor instanceof Anchor.Path path) {
            paths.add(path.glob(), position);
            anyPath = true;
        } else if (anchor instanceof Anchor.User user) {
            users.computeIfAbsent(user.id(), any -> new Positions()).add(position);
        }
    }

    /** What a request must have for a condition to hold. */
    private sealed interface Anchor {

        record Path(PathGlob glob) implements Anchor {}

        record User(String id) implements Anchor {}
    }

    /** Anchors of which a request has at least one where the condition holds; null where none can be told. */
    private static @Nullable List<Anchor> anchors(Condition condition) {
        if (condition instanceof PathIs path) {
            return path.globs().stream().<Anchor>map(Anchor.Path::new).toList();
        }
        if (condition instanceof UserIs user && user.globs().stream().allMatch(TextGlob::literal)) {
            return user.globs().stream()
                    .<Anchor>map(glob -> new Anchor.User(glob.pattern()))
                    .toList();
        }
        if (condition instanceof All all) {
            return fewest(all.parts());
        }
        return condition instanceof AnyOf any ? union(any.parts()) : null;
    }

    /** Any part will do, since all of them must hold. */
    private static @Nullable List<Anchor> fewest(List<Condition> parts) {
        List<Anchor> fewest = null;
        for (Condition part : parts) {
            List<Anchor> anchors = anchors(part);
            if (anchors != null && (fewest == null || anchors.size() < fewest.size())) {
                fewest = anchors;
            }
        }
        return fewest;
    }

    private static @Nullable List<Anchor> union(List<Condition> parts) {
        List<Anchor> union = new ArrayList<>();
        for (Condition part : parts) {
            List<Anchor> anchors = anchors(part);
            if (anchors == null) {
                return null;
            }
            union.addAll(anchors);
        }
        return union;
    }
}
