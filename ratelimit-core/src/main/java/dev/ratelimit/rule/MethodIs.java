package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;

record MethodIs(List<String> methods) implements Condition {

    MethodIs {
        methods = Lists.filled("method", methods).stream().map(Names::method).toList();
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String method = facts.method();
        return method != null && methods.contains(method);
    }

    @Override
    public boolean fails(RequestFacts facts) {
        String method = facts.method();
        return method != null && !methods.contains(method);
    }
}
