package dev.ratelimit.admin;

import dev.ratelimit.Explanation;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import jakarta.ws.rs.core.Response;

/** What all checks have in common. */
final class Checks {

    private Checks() {}

    /** A check as it was answered. */
    record Checked(Verdict verdict, CheckAnswer answer) {}

    /** Checks and charges a request that has no faults, and explains it where that was asked for. */
    static Checked check(Service service, CheckRequest request) {
        RequestFacts facts = request.facts(service.identification());
        long cost = request.times();
        if (request.explained()) {
            Explanation explanation = service.limiter().explain(facts, cost);
            CheckAnswer answer = CheckAnswer.of(request.user(), explanation.verdict());
            return new Checked(explanation.verdict(), answer.with(Explained.of(explanation)));
        }
        Verdict verdict = service.limiter().check(facts, cost);
        return new Checked(verdict, CheckAnswer.of(request.user(), verdict));
    }

    /** Status and header lines of a check, whatever its body. */
    static Response.ResponseBuilder response(Service service, Verdict verdict) {
        Response.ResponseBuilder response = Response.status(status(verdict));
        for (Header header : service.headers().of(verdict)) {
            response.header(header.name(), header.value());
        }
        return response;
    }

    private static int status(Verdict verdict) {
        if (verdict.allowed()) {
            return 200;
        }
        if (verdict.source() == Source.FAIL_CLOSED) {
            return 503;
        }
        return verdict.source() == Source.DENY_LIST && !verdict.banned() ? 403 : 429;
    }
}
