package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Decision;
import java.util.List;
import java.util.function.BiConsumer;

/** What each rule said of a request: one of several limits is one rule, and says the worst of what they say. */
public final class PerRule {

    private PerRule() {}

    /**
     * Goes through the rules, in the order of their decisions.
     *
     * @param each told of the worst decision of each rule, and what that is
     */
    public static void forEach(List<Decision> decisions, BiConsumer<Decision, Outcome> each) {
        for (int i = 0; i < decisions.size(); i++) {
            if (!spokenFor(decisions, i)) {
                Decision worst = worst(decisions, i);
                each.accept(worst, Outcome.of(worst));
            }
        }
    }

    private static boolean spokenFor(List<Decision> decisions, int at) {
        for (int i = 0; i < at; i++) {
            if (decisions.get(i).rule().equals(decisions.get(at).rule())) {
                return true;
            }
        }
        return false;
    }

    private static Decision worst(List<Decision> decisions, int first) {
        Decision worst = decisions.get(first);
        for (int i = first + 1; i < decisions.size(); i++) {
            Decision other = decisions.get(i);
            if (other.rule().equals(worst.rule()) && Outcome.of(other).compareTo(Outcome.of(worst)) > 0) {
                worst = other;
            }
        }
        return worst;
    }
}
