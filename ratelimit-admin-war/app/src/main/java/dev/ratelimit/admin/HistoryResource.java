package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Change;
import dev.ratelimit.rule.Repository;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /ratelimit/rules/history}: who changed what. */
@Path("ratelimit/rules/history")
public final class HistoryResource {

    private final Service service;

    HistoryResource(Service service) {
        this.service = service;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The last changes of stored rules, latest first: who made them, what was before and after")
    @ApiResponse(
            responseCode = "200",
            description = "the changes",
            content = @Content(schema = @Schema(implementation = Shapes.HistoryShape.class)))
    public ObjectNode list(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "integer",
                                            minimum = "1",
                                            maximum = "" + Repository.KEPT,
                                            defaultValue = "50"))
                    @QueryParam("size")
                    @DefaultValue("50")
                    String size) {
        int most = Bodies.size(size, Repository.KEPT);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = json.putArray("changes");
        service.limiter().ruleRepository().history(most).forEach(change -> changes.add(view(change)));
        return json;
    }

    private static ObjectNode view(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", change.version()).put("at", change.at().toString()).put("author", change.author());
        json.set("before", RuleSets.each(change.before()));
        json.set("after", RuleSets.each(change.after()));
        return json;
    }
}
