package dev.ratelimit.http;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import java.util.List;

/**
 * What a decision's limit is called towards clients: the rule's id, {@code id.algorithm} where the rule has several
 * limits, {@code id.name} where it has several of one algorithm.
 */
final class PolicyNames {

    private PolicyNames() {}

    static String of(Decision decision, List<Decision> all) {
        List<Limit> siblings = all.stream()
                .filter(other -> other.rule().equals(decision.rule()))
                .map(Decision::limit)
                .toList();
        return siblings.size() < 2 ? decision.rule() : decision.rule() + "." + suffix(decision.limit(), siblings);
    }

    private static String suffix(Limit limit, List<Limit> siblings) {
        Algorithm algorithm = limit.algorithm();
        boolean twice =
                siblings.stream().filter(s -> s.algorithm() == algorithm).count() > 1;
        return twice && !limit.name().isEmpty() ? limit.name() : algorithm.id();
    }
}
