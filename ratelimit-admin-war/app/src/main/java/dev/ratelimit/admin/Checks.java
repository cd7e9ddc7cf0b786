package dev.ratelimit.admin;

import dev.ratelimit.http.Header;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import jakarta.ws.rs.core.Response;

/** Status and header lines of a check, whatever its body. */
final class Checks {

    private Checks() {}

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
