package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

record HeaderIs(String name, List<TextGlob> globs) implements Condition {

    HeaderIs {
        Names.header(name);
        globs = Lists.filled("header", globs);
    }

    static HeaderIs of(String name, List<String> patterns) {
        return new HeaderIs(name, patterns.stream().map(TextGlob::new).toList());
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String value = facts.header(name);
        return value != null && matches(value);
    }

    /** A request without the header fails; a bare user, who has no headers to look at, does not. */
    @Override
    public boolean fails(RequestFacts facts) {
        return facts.method() != null && !holds(facts);
    }

    private boolean matches(String value) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(value)) {
                return true;
            }
        }
        return false;
    }
}
