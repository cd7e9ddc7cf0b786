package dev.ratelimit.rule;

import dev.ratelimit.limit.Limit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the limits of one rule are told apart. */
final class LimitNames {

    private static final int MOST = 16;

    private LimitNames() {}

    /**
     * An immutable copy of the limits of a rule.
     *
     * @throws IllegalArgumentException when there are none or too many, or when several of one algorithm do not have
     *     distinct names
     */
    static List<Limit> checked(List<Limit> limits) {
        if (limits.isEmpty() || limits.size() > MOST) {
            throw new IllegalArgumentException("a rule with " + limits.size() + " limits; accepted are 1 to " + MOST);
        }
        Set<String> names = new HashSet<>();
        for (Limit limit : limits) {
            if (!limit.name().isEmpty()) {
                Names.id(limit.name());
            }
            boolean distinct = names.add(limit.algorithm() + " " + limit.name());
            if (isOneOfSeveral(limit, limits) && (limit.name().isEmpty() || !distinct)) {
                throw new IllegalArgumentException(
                        "several limits are " + limit.algorithm().id() + " and one has the name \"" + limit.name()
                                + "\"; accepted are distinct names for them");
            }
        }
        return List.copyOf(limits);
    }

    /** Whether the rule has another limit of the same algorithm. */
    static boolean isOneOfSeveral(Limit limit, List<Limit> limits) {
        return limits.stream().filter(l -> l.algorithm() == limit.algorithm()).count() > 1;
    }
}
