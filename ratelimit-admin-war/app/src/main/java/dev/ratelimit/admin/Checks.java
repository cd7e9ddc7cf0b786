package dev.ratelimit.admin;

import dev.ratelimit.http.Header;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/** What all checks have in common. */
final class Checks {

    private Checks() {}

    /** Checks and charges a request that has no faults. */
    static Verdict verdict(Service service, CheckRequest request) {
        return service.limiter()
                .check(request.facts(service.identification()), Objects.requireNonNullElse(request.cost(), 1L));
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
