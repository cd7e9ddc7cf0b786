package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /ratelimit/plans}: limits in place of those of rules, for the users of a plan. */
@Path("ratelimit/plans")
@Produces(MediaType.APPLICATION_JSON)
public final class PlansResource {

    private static final String SHAPE = "a plan such as {\"overrides\": {\"search\": [\"100/1m\"]}}";

    private final Service service;

    PlansResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "All plans, by name; one that is not stored has no version")
    @ApiResponse(
            responseCode = "200",
            description = "the plans; the ETag is the version of the stored ones as a set",
            content = @Content(schema = @Schema(implementation = Shapes.PlansShape.class)))
    public Response list() {
        StoredSet<Plan> stored = repository().load();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("plans");
        RulesFile all = service.limiter().unstored().hiddenBy(new RulesFile(List.of(), stored.values()));
        all.plans().forEach(plan -> list.add(view(plan, stored.find(plan.name()).orElse(null))));
        json.put("version", stored.version());
        return Response.ok(json).tag(Versions.tag(stored.version())).build();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "A plan; the ETag is its own version, 0 for one that is not stored")
    @ApiResponse(
            responseCode = "200",
            description = "the plan",
            content = @Content(schema = @Schema(implementation = Shapes.PlanShape.class)))
    @ApiResponse(responseCode = "404", description = "there is none with this name")
    public Response find(@Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("name") String name) {
        Stored<Plan> stored = repository().load().find(name).orElse(null);
        Plan plan = stored == null ? unstored().plan(name) : stored.value();
        return Response.ok(view(plan, stored))
                .tag(Versions.tag(stored == null ? 0 : stored.version()))
                .build();
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds a plan, or replaces it; `If-Match` may name the version that is replaced")
    @ApiResponse(
            responseCode = "200",
            description = "the stored plan",
            content = @Content(schema = @Schema(implementation = Shapes.PlanShape.class)))
    @ApiResponse(responseCode = "412", description = "it has another version")
    public Response put(
            @Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("name") String name,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.PlanShape.class),
                                            examples = @ExampleObject(Shapes.PLAN)))
                    @Nullable
                    JsonNode body,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        Ids.refuseUnnameable("name", name);
        Plan plan = Bodies.read(Kind.PLAN, name, Bodies.required(body, SHAPE));
        long version = Versions.optional(ifMatch);
        Stored<Plan> stored = version == Repository.ANY
                ? repository().put(plan, Author.of(security))
                : Unstored.replace(repository(), plan, version, Author.of(security));
        return Response.ok(view(plan, stored))
                .tag(Versions.tag(stored.version()))
                .build();
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Deletes a stored plan, which uncovers one of the same name in a file")
    @ApiResponse(responseCode = "204", description = "it is gone")
    @ApiResponse(responseCode = "404", description = "there is no stored plan with this name")
    @ApiResponse(responseCode = "412", description = "it has another version")
    public void delete(
            @Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("name") String name,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        unstored().deletePlan(repository(), name, Versions.optional(ifMatch), Author.of(security));
    }

    private Unstored unstored() {
        return new Unstored(service.limiter().unstored());
    }

    private static ObjectNode view(Plan plan, @Nullable Stored<Plan> stored) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", plan.name()).set("overrides", plan.overrides().write());
        Versions.put(json, stored);
        return json;
    }

    private Repository<Plan> repository() {
        return service.limiter().planRepository();
    }
}
