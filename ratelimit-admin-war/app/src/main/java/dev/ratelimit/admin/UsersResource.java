package dev.ratelimit.admin;

import dev.ratelimit.http.UserIds;
import dev.ratelimit.user.Profile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** {@code /users}: one user at a time. */
@Path("users")
public final class UsersResource {

    private final Service service;

    UsersResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "The limits that apply to a user now, and the bucket of rule `default`")
    @ApiResponse(
            responseCode = "200",
            description = "the user",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UserAnswer.class)))
    @ApiResponse(responseCode = "400", description = "`user_id required\\n`, or `invalid user_id\\n`")
    @ApiResponse(responseCode = "404", description = "`User not found`")
    public Response find(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    String userId) {
        Plain.requireUserId(userId);
        Optional<Profile> profile = service.limiter().users().find(userId);
        if (profile.isEmpty()) {
            return Plain.of(404, "User not found");
        }
        UserAnswer answer =
                UserAnswer.of(userId, profile.get(), service.limitOf(profile.get()), service.buckets(userId));
        return Response.ok(answer, MediaType.APPLICATION_JSON).build();
    }

    @POST
    @Operation(summary = "Gives a user limits of his own in place of rule `default`'s; what is left out is the default")
    @Parameter(
            name = "max_tokens",
            in = ParameterIn.QUERY,
            description = "token bucket",
            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = Shapes.MOST))
    @Parameter(
            name = "refill_rate",
            in = ParameterIn.QUERY,
            description = "token bucket, per second",
            schema = @Schema(type = "number", minimum = "0", exclusiveMinimum = true, maximum = Shapes.MOST))
    @Parameter(
            name = "capacity",
            in = ParameterIn.QUERY,
            description = "leaky bucket",
            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = Shapes.MOST))
    @Parameter(
            name = "leak_rate",
            in = ParameterIn.QUERY,
            description = "leaky bucket, per second",
            schema = @Schema(type = "number", minimum = "0", exclusiveMinimum = true, maximum = Shapes.MOST))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "windows",
            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = Shapes.MOST))
    @Parameter(
            name = "window",
            in = ParameterIn.QUERY,
            description = "windows, such as 1m",
            schema = @Schema(pattern = Shapes.DURATION))
    @ApiResponse(responseCode = "200", description = "`User limits updated successfully`")
    @ApiResponse(responseCode = "400", description = "`user_id required\\n`, or `invalid …\\n` with the parameter")
    @ApiResponse(responseCode = "415", description = "there is a body")
    public Response update(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    String userId,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Plain.requireUserId(userId);
        requireNoBody(headers);
        try {
            var fields = LimitParameters.read(uri.getQueryParameters(), service.defaultLimit());
            service.limiter().users().change(userId, fields);
        } catch (LimitParameters.Invalid e) {
            return Plain.invalid(e.parameter());
        }
        return Plain.ok("User limits updated successfully");
    }

    @DELETE
    @Operation(summary = "Deletes a user with every bucket; the next check makes a new one")
    @ApiResponse(responseCode = "200", description = "`User deleted successfully`, also when there was none")
    @ApiResponse(responseCode = "400", description = "`user_id required\\n`, or `invalid user_id\\n`")
    public Response delete(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    String userId) {
        Plain.requireUserId(userId);
        service.limiter().users().delete(userId);
        return Plain.ok("User deleted successfully");
    }

    /** What a form says would be passed over in silence, and the user get the defaults. */
    private static void requireNoBody(HttpHeaders headers) {
        if (headers.getLength() > 0 || headers.getHeaderString("Transfer-Encoding") != null) {
            throw Problem.refusal(415, "The request has a body; accepted are parameters in the query string.");
        }
    }
}
