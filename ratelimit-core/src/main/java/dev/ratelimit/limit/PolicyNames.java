package dev.ratelimit.limit;

import java.util.List;

/** What a rule's limits are called towards clients. */
public final class PolicyNames {

    private PolicyNames() {}

    /**
     * The rule's id, {@code id.algorithm} where the rule has several limits, {@code id.name} where it has several of one
     * algorithm.
     *
     * @param limits all limits of the rule, of which {@code limit} is one
     */
    public static String of(String rule, Limit limit, List<Limit> limits) {
        return limits.size() < 2 ? rule : rule + "." + suffix(limit, limits);
    }

    private static String suffix(Limit limit, List<Limit> limits) {
        Algorithm algorithm = limit.algorithm();
        boolean twice = limits.stream().filter(l -> l.algorithm() == algorithm).count() > 1;
        return twice && !limit.name().isEmpty() ? limit.name() : algorithm.id();
    }
}
