package dev.ratelimit;

import dev.ratelimit.rule.Rule;
import java.util.function.ToLongFunction;

/** What a check takes of the buckets of a rule. */
final class Cost {

    private Cost() {}

    /** The same of every rule. */
    static ToLongFunction<Rule> of(long cost) {
        require(cost);
        return rule -> cost;
    }

    /** So many times the cost of each rule, but no more than a rule may cost. */
    static ToLongFunction<Rule> times(long cost) {
        require(cost);
        return rule -> rule.cost() > Rule.MAX_COST / Math.max(1, cost) ? Rule.MAX_COST : cost * rule.cost();
    }

    private static void require(long cost) {
        if (cost < 0 || cost > Rule.MAX_COST) {
            throw new IllegalArgumentException("cost " + cost + " is out of range; accepted are 0 to " + Rule.MAX_COST);
        }
    }
}
