package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;

record Always() implements Condition {

    @Override
    public boolean holds(RequestFacts facts) {
        return true;
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return false;
    }
}
