package dev.ratelimit.admin;

import dev.ratelimit.http.Refusals;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /check}: may this user pass? */
@Path("check")
@Right.Needed(Right.CHECK)
public final class CheckResource {

    private final Service service;
    private final Refusals refusals;

    CheckResource(Service service) {
        this.service = service;
        this.refusals = new Refusals(service.headers(), ResponseOptions.defaults());
    }

    /** The plain answer, whatever is accepted: scripts compare it. */
    @GET
    @Produces("text/plain;charset=utf-8")
    @Operation(summary = "Checks and charges one request of a user, who is created on first sight")
    @ApiResponse(responseCode = "200", description = "`allowed`")
    @ApiResponse(responseCode = "400", description = "`user_id required`")
    @ApiResponse(responseCode = "429", description = "`rate limit exceeded`")
    public Response plain(@QueryParam("user_id") String userId) {
        if (Service.isMissing(userId)) {
            return Plain.userIdRequired();
        }
        Verdict verdict = verdict(userId);
        String body = verdict.allowed()
                ? "allowed"
                : refusals.of(verdict, MediaType.TEXT_PLAIN).body();
        return Checks.response(service, verdict).entity(body).build();
    }

    /** The answer of {@code POST /ratelimit/check}, for who asks for JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response json(@QueryParam("user_id") String userId) {
        if (Service.isMissing(userId)) {
            return Plain.userIdRequired();
        }
        Verdict verdict = verdict(userId);
        return Checks.response(service, verdict)
                .entity(CheckAnswer.of(userId, verdict))
                .build();
    }

    private Verdict verdict(String userId) {
        return service.limiter().check(RequestFacts.ofUser(userId), 1);
    }
}
