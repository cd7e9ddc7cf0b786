package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

record All(List<Condition> parts) implements Condition {

    All {
        parts = Lists.filled("all", parts);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).holds(facts)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean fails(RequestFacts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).fails(facts)) {
                return true;
            }
        }
        return false;
    }
}
