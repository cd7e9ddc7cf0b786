package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

/** Holds for the JAX-RS resource methods whose id matches one of the patterns. Case counts. */
record ResourceIs(List<TextGlob> globs) implements Condition {

    ResourceIs {
        globs = Lists.filled("resource", globs);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String resource = facts.resource();
        return resource != null && TextGlob.anyMatches(globs, resource);
    }

    /** Of a request whose resource is not known, as in a filter that comes before, nobody can tell. */
    @Override
    public boolean fails(RequestFacts facts) {
        return facts.resource() != null && !holds(facts);
    }
}
