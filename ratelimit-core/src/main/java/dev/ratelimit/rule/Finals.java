package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules that end the search where they match, and which of them keeps another rule away. Only those are compared that
 * need nothing which the other rule does not, and at most 300,000 pairs, so that as many rules as a file may have are looked at in a
 * moment: of those that all share what they need, some may stay unfound.
 */
final class Finals {

    private static final int MOST_PAIRS = 300_000;

    private final List<Rule> rules = new ArrayList<>();
    private final PathTrie paths = new PathTrie();
    private final Map<Anchor, Positions> texts = new HashMap<>();
    private final Positions always = new Positions();
    private int pairs;

    /** Adds a rule that comes after those that are here, if it ends the search for all of its subjects. */
    void add(Rule rule) {
        if (!rule.lastOnMatch() || rule.mode() != Mode.ENFORCE || rule.enforcePercent() < Rule.ALL) {
            return;
        }
        int position = rules.size();
        rules.add(rule);
        List<Anchor> anchors = Anchor.of(rule.when(), Finals::simple);
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
        for (int i = 0; i < found.size() && pairs < MOST_PAIRS; i++) {
            pairs++;
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
        } else if (witness instanceof Anchor.Text text) {
            for (int end = 0; end <= text.value().length(); end++) {
                Positions shorter =
                        texts.get(new Anchor.Text(text.of(), text.value().substring(0, end)));
                if (shorter != null) {
                    found.addAll(shorter);
                }
            }
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
        List<Anchor> anchors = simple(condition);
        return anchors == null ? Stream.empty() : anchors.stream().limit(1);
    }

    private static @Nullable List<Anchor> simple(Condition condition) {
        if (condition instanceof PathIs paths) {
            return Anchor.of(paths);
        }
        if (condition instanceof IpIn ip) {
            return anchors("ip", ip.blocks(), Finals::bits);
        }
        Texts texts = Texts.of(condition);
        return texts == null ? null : anchors(texts.of(), texts.globs(), TextGlob::beginning);
    }

    private static <T> List<Anchor> anchors(String of, List<T> alternatives, Function<T, String> beginning) {
        return alternatives.stream()
                .<Anchor>map(each -> new Anchor.Text(of, beginning.apply(each)))
                .toList();
    }

    /** The bits that all addresses of a network have. */
    private static String bits(Cidr block) {
        IpAddress network = block.network();
        int length = 128 - network.bits() + block.prefix();
        StringBuilder bits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            long half = i < 64 ? network.high() : network.low();
            bits.append((half >>> (63 - i % 64)) & 1);
        }
        return bits.toString();
    }
}
