package dev.ratelimit.admin;

import dev.ratelimit.http.UserIds;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The fixed texts of the plain family, to the byte. */
final class Plain {

    static final String TYPE = "text/plain;charset=utf-8";

    private Plain() {}

    static Response ok(String text) {
        return of(200, text);
    }

    /** Answers a request that names no user, or one that no record can be kept of. */
    static void requireUserId(@Nullable String userId) {
        if (userId == null || userId.isBlank()) {
            throw new WebApplicationException(of(400, "user_id required\n"));
        }
        if (!UserIds.accepts(userId)) {
            throw new WebApplicationException(invalid("user_id"));
        }
    }

    static Response invalid(String parameter) {
        String shown = parameter.replaceAll("[^A-Za-z0-9_.-]", "?");
        return of(400, "invalid " + shown.substring(0, Math.min(64, shown.length())) + "\n");
    }

    static Response of(int status, String text) {
        return Response.status(status).type(TYPE).entity(text).build();
    }
}
