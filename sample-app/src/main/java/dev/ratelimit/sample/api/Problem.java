package dev.ratelimit.sample.api;

import jakarta.ws.rs.core.Response;

/** A fault of the client's, as RFC 9457 has it. */
record Problem(String type, String title, int status, String detail) {
    private static final String TYPE = "application/problem+json";

    static Response.ResponseBuilder of(Response.Status status, String detail) {
        Problem problem = new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail);
        return Response.status(status).type(TYPE).entity(problem);
    }
}
