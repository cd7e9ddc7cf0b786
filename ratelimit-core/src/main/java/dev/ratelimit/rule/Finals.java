package dev.ratelimit.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules that end the search where they match, and which of them keeps another rule away. Only those are compared that
 * need nothing which the other rule does not, so that as many rules as a file may have are looked at at once.
 */
final class Finals {

    private final List<Rule> rules = new ArrayList<>();
    private final PathTrie paths = new PathTrie();
    private final Map<Anchor, Positions> texts = new HashMap<>();
    private final Positions always = new Positions();

    /** Adds a rule that comes after those that are here, if it ends the search for all of its subjects. */
    void add(Rule rule) {
        if (!rule.lastOnMatch() || rule.mode() != Mode.ENFORCE || rule.enforcePercent() < Rule.ALL) {
            return;
        }
        int position = rules.size();
        rules.add(rule);
        List<Anchor> anchors = Anchor.of(rule.when(), Anchor::simple);
        if (anchors == null) {
            always.add(position);
        } else {
            anchors.forEach(anchor -> add(anchor, position));
        }
    }

    private void add(Anchor anchor, int position) {
        if (anchor instanceof Anchor.Path path) {
            paths.add(path.glob(), position);
        } else {
            texts.computeIfAbsent(anchor, any -> new Positions()).add(position);
        }
    }

    /** The first that applies wherever a later rule does. */
    Optional<Rule> before(Rule rule) {
        Positions found = new Positions();
        found.addAll(always);
        witnesses(rule.when()).forEach(witness -> collect(witness, found));
        found.sorted();
        for (int i = 0; i < found.size(); i++) {
            Rule earlier = rules.get(found.at(i));
            if (Coverage.covers(earlier, rule)) {
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }

    private void collect(Anchor witness, Positions found) {
        if (witness instanceof Anchor.Path path) {
            paths.collect(path.glob().example(), found);
        } else {
            found.addAll(texts.getOrDefault(witness, new Positions()));
        }
    }

    /** What leads to each condition that this one {@linkplain Implication#implies implies} and that has anchors. */
    private static Stream<Anchor> witnesses(Condition condition) {
        if (condition instanceof All all) {
            return all.parts().stream().flatMap(Finals::witnesses);
        }
        if (condition instanceof AnyOf any) {
            // What all imply the first one does.
            return witnesses(any.parts().get(0));
        }
        List<Anchor> anchors = Anchor.simple(condition);
        return anchors == null ? Stream.empty() : anchors.stream().limit(1);
    }
}
