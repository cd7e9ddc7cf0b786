package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules may apply to a request, found without asking the others: those that need a path lie in a {@link PathTrie},
 * those that need one of some users or resources under each, and the rest are always asked. Immutable after construction.
 */
final class RuleIndex {

    private final PathTrie paths = new PathTrie();
    private final Map<String, Positions> users = new HashMap<>();
    private final Map<String, Positions> resources = new HashMap<>();
    private final Positions always = new Positions();
    private boolean anyPath;

    /** @param conditions of the rules, in the order of evaluation */
    RuleIndex(List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            List<Anchor> anchors = Anchor.of(conditions.get(i), RuleIndex::simple);
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
        if (!anyPath && users.isEmpty() && resources.isEmpty()) {
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
        if (!users.isEmpty()) {
            addAll(users, facts.user(), found);
        }
        if (!resources.isEmpty()) {
            addAll(resources, facts.resource(), found);
        }
        return found.sorted();
    }

    private static void addAll(Map<String, Positions> positions, @Nullable String text, Positions found) {
        Positions ofText = text == null ? null : positions.get(text);
        if (ofText != null) {
            found.addAll(ofText);
        }
    }

    private static @Nullable List<Anchor> simple(Condition condition) {
        if (condition instanceof PathIs paths) {
            return Anchor.of(paths);
        }
        Texts texts = condition instanceof UserIs || condition instanceof ResourceIs ? Texts.of(condition) : null;
        return texts != null && texts.literal()
                ? texts.globs().stream()
                        .<Anchor>map(glob -> new Anchor.Text(texts.of(), glob.pattern()))
                        .toList()
                : null;
    }

    private void add(Anchor anchor, int position) {
        if (anchor instanceof Anchor.Path path) {
            paths.add(path.glob(), position);
            anyPath = true;
        } else if (anchor instanceof Anchor.Text text) {
            Map<String, Positions> positions = text.of().equals("user") ? users : resources;
            positions.computeIfAbsent(text.value(), any -> new Positions()).add(position);
        }
    }
}
