package dev.ratelimit.admin;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** An error as RFC 9457 writes it. */
record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new Problem("about:blank", title, status, detail);
    }

    /** What a resource throws to answer like this. */
    static WebApplicationException refusal(int status, String detail) {
        return new WebApplicationException(of(status, detail).response().build());
    }

    static WebApplicationException badRequest(String detail) {
        return refusal(400, detail);
    }

    Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
