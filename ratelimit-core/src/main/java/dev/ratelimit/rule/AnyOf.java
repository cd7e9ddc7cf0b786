package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

record AnyOf(List<Condition> parts) implements Condition {

    AnyOf {
        parts = Lists.filled("any", parts);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).holds(facts)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean fails(RequestFacts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).fails(facts)) {
                return false;
            }
        }
        return true;
    }
}
