package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.StoredSet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** {@code POST /ratelimit/rules/rollback/{version}}: back to the stored rules as they were after a change. */
@Path("ratelimit/rules/rollback/{version}")
public final class RollbackResource {

    private final Service service;

    RollbackResource(Service service) {
        this.service = service;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Goes back to the stored rules as they were after a change of the history; that is a change itself."
                            + " `If-Match` may name the version of the set")
    @ApiResponse(
            responseCode = "200",
            description = "the version of the set now, and the ids of its rules",
            content = @Content(schema = @Schema(implementation = Shapes.RollbackShape.class)))
    @ApiResponse(responseCode = "404", description = "the history does not have that version")
    @ApiResponse(
            responseCode = "412",
            description = "the set has another version than `If-Match` names, or somebody changes it meanwhile")
    public Response rollback(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "0",
                                            maximum = "999999999999999999"))
                    @PathParam("version")
                    String version,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        if (!version.matches("\\d{1,18}")) {
            throw Problem.badRequest("version \"" + version + "\" is no number; accepted are those of the history");
        }
        long from = Versions.optional(ifMatch);
        try {
            StoredSet<Rule> rules =
                    service.limiter().ruleRepository().rollback(Long.parseLong(version), from, Author.of(security));
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("version", rules.version());
            rules.entries().forEach(rule -> json.withArray("rules").add(rule.id()));
            return Response.ok(json).tag(Versions.tag(rules.version())).build();
        } catch (IllegalArgumentException e) {
            throw Problem.refusal(404, String.valueOf(e.getMessage()));
        }
    }
}
