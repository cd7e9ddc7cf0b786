package dev.ratelimit.admin;

import dev.ratelimit.http.Refusals;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.http.UserIds;
import dev.ratelimit.limit.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

    /** Plain text, which scripts compare, unless JSON is asked for by name; then as from {@code POST /ratelimit/check}. */
    @GET
    @Operation(summary = "Checks and charges one request of a user, who is created on first sight")
    @ApiResponse(
            responseCode = "200",
            description = "`allowed`",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CheckAnswer.class))
            })
    @ApiResponse(responseCode = "400", description = "`user_id required\\n`, or `invalid user_id\\n`")
    @ApiResponse(
            responseCode = "403",
            description = "`forbidden`: the user is on the deny list",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CheckAnswer.class))
            })
    @ApiResponse(
            responseCode = "429",
            description = "`rate limit exceeded`",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CheckAnswer.class))
            })
    @ApiResponse(
            responseCode = "503",
            description =
                    "`service temporarily unavailable`: Redis is lost, and the rule denies what cannot be counted",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CheckAnswer.class))
            })
    public Response check(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    String userId,
            @Context HttpHeaders headers) {
        Plain.requireUserId(userId);
        Verdict verdict = verdict(userId);
        Response.ResponseBuilder response = Checks.response(service, verdict);
        return asksForJson(headers)
                ? response.type(MediaType.APPLICATION_JSON)
                        .entity(CheckAnswer.of(userId, verdict))
                        .build()
                : response.type(Plain.TYPE).entity(text(verdict)).build();
    }

    private String text(Verdict verdict) {
        return verdict.allowed()
                ? "allowed"
                : refusals.of(verdict, MediaType.TEXT_PLAIN).body();
    }

    private static boolean asksForJson(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> !type.getParameters().getOrDefault("q", "1").matches("0(?:\\.0*)?"))
                .anyMatch(type -> !type.isWildcardSubtype() && type.isCompatible(MediaType.APPLICATION_JSON_TYPE));
    }

    private Verdict verdict(String userId) {
        return service.limiter().check(RequestFacts.ofUser(userId), 1);
    }
}
