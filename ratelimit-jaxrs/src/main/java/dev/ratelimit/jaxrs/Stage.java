package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.http.Refusal;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.function.Predicate;

/**
 * Decides requests, tells, and refuses what may not pass.
 *
 * @param scope the rules that it decides by
 */
record Stage(Predicate<Rule> scope) {

    void decide(ContainerRequestContext request, Resource resource, Exchange exchange, Gate gate) {
        RateLimitContext context = exchange.context(request);
        if (resource.exempt() || (context != null && context.over())) {
            if (context == null) {
                RateLimitContext.leave();
            }
            return;
        }
        if (context == null) {
            context = RateLimitContext.uncounted();
            request.setProperty(Unsettled.ATTRIBUTE, new Unsettled(gate, context));
        }
        RequestView view = exchange.view(request, resource);
        Verdict verdict = gate.admit(view, context, scope);
        exchange.keep(request, context, verdict);
        exchange.tell(request, gate.headers(verdict), present -> gate.exposed(view, present));
        if (verdict.allowed()) {
            context.enter();
        } else {
            exchange.leaveBody();
            request.abortWith(response(gate.refusal(view, verdict)));
        }
    }

    private static Response response(Refusal refusal) {
        return Response.status(refusal.status())
                .type(refusal.contentType())
                .entity(refusal.body())
                .build();
    }
}
