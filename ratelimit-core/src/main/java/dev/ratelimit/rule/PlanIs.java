package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

/** Holds for users whose plan matches one of the patterns; a user without a plan, or no user, fails. Case counts. */
record PlanIs(List<TextGlob> globs) implements Condition {

    PlanIs {
        globs = Lists.filled("plan", globs);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String plan = facts.plan();
        return plan != null && TextGlob.anyMatches(globs, plan);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return !holds(facts);
    }
}
