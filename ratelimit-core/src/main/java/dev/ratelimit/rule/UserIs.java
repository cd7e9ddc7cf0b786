package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

/** Holds for users whose id matches one of the patterns; a request without a user fails. Case counts. */
record UserIs(List<TextGlob> globs) implements Condition {

    UserIs {
        globs = Lists.filled("user", globs);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String user = facts.user();
        return user != null && TextGlob.anyMatches(globs, user);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return !holds(facts);
    }
}
