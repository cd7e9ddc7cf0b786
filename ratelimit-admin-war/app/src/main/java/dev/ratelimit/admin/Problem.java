package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;

/**
 * An error as RFC 9457 writes it.
 *
 * @param errors what is wrong with which field of the body, where that is what is wrong
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new Problem("about:blank", title, status, detail, List.of());
    }

    /** What a resource throws to answer like this. */
    static WebApplicationException refusal(int status, String detail) {
        return new WebApplicationException(of(status, detail).response().build());
    }

    /** What may be said of any error of a status. */
    static Problem of(int status) {
        return of(
                status,
                switch (status) {
                    case 401 -> "It must be said who is asking.";
                    case 403 -> "This is not allowed.";
                    case 404 -> "There is nothing at this path.";
                    case 405 -> "This method is not accepted here; the Allow header names those that are.";
                    case 406 -> "None of the accepted types can be had here.";
                    case 415 -> "The body has another type than is accepted here.";
                    default ->
                        status < 500
                                ? "The request cannot be answered."
                                : "Something went wrong here; the log of the server says what.";
                });
    }

    /** What a resource throws when a body cannot be used. */
    static WebApplicationException faulty(List<FieldError> errors) {
        String detail = errors.size() == 1 ? errors.get(0).toString() : "The body has " + errors.size() + " faults.";
        return new WebApplicationException(of(detail, errors).response().build());
    }

    /** The same for one field, of which the detail tells as well. */
    static WebApplicationException faulty(String field, String message) {
        return new WebApplicationException(ofField(field, message).response().build());
    }

    /** A fault of one field. */
    static Problem ofField(String field, String message) {
        return of(message, List.of(new FieldError(field, message)));
    }

    private static Problem of(String detail, List<FieldError> errors) {
        Problem problem = of(400, detail);
        return new Problem(problem.type, problem.title, problem.status, detail, errors);
    }

    static WebApplicationException badRequest(String detail) {
        return refusal(400, detail);
    }

    /** Answers where no resource was reached, with what every response has. */
    void send(HttpServletResponse response) throws IOException {
        SecurityHeaders.addTo(response);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(this));
    }

    Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
