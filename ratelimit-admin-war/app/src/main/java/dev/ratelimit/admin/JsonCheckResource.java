package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /ratelimit/check}: may this request pass? */
@Path("ratelimit/check")
@Right.Needed(Right.CHECK)
public final class JsonCheckResource {

    private final Service service;

    JsonCheckResource(Service service) {
        this.service = service;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Checks and charges a request; only `user_id` is required. With `explain` it says why")
    @ApiResponse(
            responseCode = "200",
            description = "it may pass",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    @ApiResponse(
            responseCode = "403",
            description = "it may not: the user, key or address is on the deny list",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    @ApiResponse(
            responseCode = "429",
            description = "it may not",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Redis is lost, and the rule denies what cannot be counted",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    public Response check(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CheckRequest.class),
                                            examples = @ExampleObject(Shapes.CHECK)))
                    @Nullable
                    CheckRequest request) {
        if (request == null) {
            throw Problem.badRequest("the body is empty; accepted is an object such as {\"user_id\": \"alice\"}");
        }
        List<FieldError> faults = request.faults();
        if (!faults.isEmpty()) {
            throw Problem.faulty(faults);
        }
        Checks.Checked checked = Checks.check(service, request);
        return Checks.response(service, checked.verdict())
                .entity(checked.answer())
                .build();
    }
}
