package dev.ratelimit.admin;

import dev.ratelimit.http.UserIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/status}: how a user stands. */
@Path("ratelimit/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {

    private final Service service;

    StatusResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "How the user `user_id` stands; for an id that no path can carry")
    @ApiResponse(responseCode = "200", description = "how the user stands", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "this user is not known")
    public UserStatus findByQuery(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    @Nullable
                    String userId) {
        return find(UserIdParameter.required(userId));
    }

    @GET
    @Path("{user_id: .+}")
    @Operation(
            summary =
                    "How a user stands: what is special about him, what is left under each rule that counts users, and his"
                            + " entries of the lists. Charges nothing")
    @ApiResponse(responseCode = "200", description = "how the user stands", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "this user is not known")
    public UserStatus find(
            @Parameter(schema = @Schema(pattern = ".+", maxLength = UserIds.LONGEST)) @PathParam("user_id")
                    String userId) {
        return service.known(
                userId,
                profile -> UserStatus.of(
                        UserRecord.of(userId, profile, service.defaultLimit()),
                        service.limiter().look(userId, profile),
                        service.limiter()));
    }
}
