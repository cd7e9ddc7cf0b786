package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Difference;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /ratelimit/rules}: the rules in force, one by one. */
@Path("ratelimit/rules")
@Produces(MediaType.APPLICATION_JSON)
public final class RulesResource {

    private static final String SHAPE = "a rule such as {\"id\": \"search\", \"limits\": [\"100/1m\"]}";
    private static final int MADE_UP = 8;

    private final Service service;

    RulesResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary =
                    "The rules in the order in which they are asked, with their origin, and what is odd about them and"
                            + " about plans")
    @ApiResponse(
            responseCode = "200",
            description = "the rules; the ETag is the version of the stored ones as a set",
            content = @Content(schema = @Schema(implementation = Shapes.RulesShape.class)))
    public Response list() {
        StoredSet<Rule> stored = repository().load();
        // The rules in force may be those of a moment before.
        RulesFile all = service.limiter().unstored().hiddenBy(new RulesFile(stored.values(), List.of()));
        RuleSet rules = RuleSet.of(all.rules());
        List<Finding> findings = RuleLint.findings(rules, service.limiter().plans());
        ObjectNode json = RuleView.of(rules, stored, findings);
        return Response.ok(json).tag(Versions.tag(stored.version())).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds a rule; without an `id` one is made up")
    @ApiResponse(
            responseCode = "201",
            description = "the stored rule; `Location` is where it is",
            content = @Content(schema = @Schema(implementation = Shapes.RuleShape.class)))
    @ApiResponse(responseCode = "400", description = "what is wrong with which field")
    @ApiResponse(responseCode = "409", description = "there is a stored rule with this id")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.RuleShape.class),
                                            examples = @ExampleObject(Shapes.RULE)))
                    @Nullable
                    JsonNode body,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        JsonNode json = Bodies.required(body, SHAPE);
        String id = json.path("id").isTextual()
                ? json.get("id").textValue()
                : "rule-" + UUID.randomUUID().toString().substring(0, MADE_UP);
        Ids.refuseUnnameable("id", id);
        Stored<Rule> stored = repository().create(Bodies.read(Kind.RULE, id, json), Author.of(security));
        return Response.created(uri.getAbsolutePathBuilder().path(id).build())
                .entity(view(stored))
                .tag(Versions.tag(stored.version()))
                .build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replaces all stored rules by those of a rules file; `dry_run=true` only tells what would change;"
                    + " `If-Match` may name the version of the set")
    @ApiResponse(
            responseCode = "200",
            description = "what has changed, or would",
            content = @Content(schema = @Schema(implementation = Shapes.DifferenceShape.class)))
    @ApiResponse(responseCode = "400", description = "what is wrong with which field")
    @ApiResponse(responseCode = "412", description = "the set has another version")
    public Response replace(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.FileShape.class),
                                            examples = @ExampleObject(Shapes.RULES)))
                    @Nullable
                    JsonNode body,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false")) @QueryParam("dry_run") @Nullable
                    String dryRun,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        List<Rule> rules = RuleSets.read(body);
        long version = Versions.optional(ifMatch);
        boolean dry = RuleSets.isDryRun(dryRun);
        Difference difference = repository().difference(rules, version);
        long now = dry
                ? difference.version()
                : repository().replace(rules, version, Author.of(security)).version();
        return Response.ok(RuleSets.view(difference, now, dry))
                .tag(Versions.tag(now))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A rule; the ETag is its own version, 0 for one that is not stored")
    @ApiResponse(
            responseCode = "200",
            description = "the rule",
            content = @Content(schema = @Schema(implementation = Shapes.RuleShape.class)))
    @ApiResponse(responseCode = "404", description = "there is none with this id")
    public Response find(@Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("id") String id) {
        Stored<Rule> stored = repository().load().find(id).orElse(null);
        Rule rule = stored == null ? unstored().rule(id) : stored.value();
        ObjectNode json = RuleView.of(rule, stored, findings());
        return Response.ok(json)
                .tag(Versions.tag(stored == null ? 0 : stored.version()))
                .build();
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replaces a rule; `If-Match` names the version, or `*`. One that is not stored is hidden by this")
    @ApiResponse(
            responseCode = "200",
            description = "the new rule",
            content = @Content(schema = @Schema(implementation = Shapes.RuleShape.class)))
    @ApiResponse(responseCode = "404", description = "there is none with this id")
    @ApiResponse(responseCode = "412", description = "it has another version")
    @ApiResponse(responseCode = "428", description = "there is no If-Match")
    public Response update(
            @Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.RuleShape.class),
                                            examples = @ExampleObject(Shapes.RULE)))
                    @Nullable
                    JsonNode body,
            @Parameter(required = true, description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        Rule rule = Bodies.read(Kind.RULE, id, Bodies.required(body, SHAPE));
        long version = Versions.required(ifMatch);
        Stored<Rule> stored = replaced(rule, version, Author.of(security));
        return Response.ok(view(stored)).tag(Versions.tag(stored.version())).build();
    }

    private Stored<Rule> replaced(Rule rule, long version, String author) {
        if (repository().load().find(rule.id()).isEmpty()) {
            unstored().rule(rule.id());
        }
        return Unstored.replace(repository(), rule, version, author);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary =
                    "Deletes a stored rule, which uncovers one of the same id in a file; `If-Match` may name the version")
    @ApiResponse(responseCode = "204", description = "it is gone")
    @ApiResponse(responseCode = "404", description = "there is no stored rule with this id")
    @ApiResponse(responseCode = "412", description = "it has another version")
    public void delete(
            @Parameter(schema = @Schema(pattern = Ids.PATTERN)) @PathParam("id") String id,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Context SecurityContext security) {
        unstored().deleteRule(repository(), id, Versions.optional(ifMatch), Author.of(security));
    }

    private Unstored unstored() {
        return new Unstored(service.limiter().unstored());
    }

    private ObjectNode view(Stored<Rule> stored) {
        return RuleView.of(stored.value(), stored, findings());
    }

    private List<Finding> findings() {
        return RuleLint.findings(service.limiter().rules(), service.limiter().plans());
    }

    private Repository<Rule> repository() {
        return service.limiter().ruleRepository();
    }
}
