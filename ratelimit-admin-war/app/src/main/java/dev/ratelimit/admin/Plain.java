package dev.ratelimit.admin;

import jakarta.ws.rs.core.Response;

/** The fixed texts of the plain family, to the byte. */
final class Plain {

    static final String TYPE = "text/plain;charset=utf-8";

    private Plain() {}

    static Response ok(String text) {
        return of(200, text);
    }

    static Response userIdRequired() {
        return of(400, "user_id required\n");
    }

    static Response invalid(String parameter) {
        return of(400, "invalid " + parameter + "\n");
    }

    static Response of(int status, String text) {
        return Response.status(status).type(TYPE).entity(text).build();
    }
}
