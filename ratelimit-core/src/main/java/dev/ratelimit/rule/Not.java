package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;

record Not(Condition other) implements Condition {

    @Override
    public boolean holds(RequestFacts facts) {
        return other.fails(facts);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return other.holds(facts);
    }
}
