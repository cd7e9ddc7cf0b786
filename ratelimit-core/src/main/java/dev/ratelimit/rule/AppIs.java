package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

/** Holds in the applications whose setting {@code app} matches one of the patterns; one without a name fails. */
record AppIs(List<TextGlob> globs) implements Condition {

    AppIs {
        globs = Lists.filled("app", globs);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String app = facts.app();
        return app != null && TextGlob.anyMatches(globs, app);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return !holds(facts);
    }
}
