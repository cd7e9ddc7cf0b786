package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Replayed;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.traffic.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /ratelimit/rules/simulate}: what a draft of a rule would have done to recent traffic. */
@Path("ratelimit/rules/simulate")
public final class SimulateResource {

    private static final String SHAPE = "a rule under \"rule\", such as " + Shapes.DRAFT;
    private static final String NAMELESS = "draft";

    private final Service service;

    SimulateResource(Service service) {
        this.service = service;
    }

    /**
     * What is to be replayed.
     *
     * @param rule the draft; one of the id of a rule in force is told beside what that did
     * @param from since when; an hour before {@code to} without
     * @param to until when; now without
     */
    @Schema(name = "Draft")
    record Draft(
            @JsonProperty("rule")
            @Schema(requiredMode = RequiredMode.REQUIRED, implementation = Shapes.RuleShape.class)
            @Nullable
            JsonNode rule,

            @JsonProperty("from") @Schema(format = "date-time") @Nullable
            String from,

            @JsonProperty("to") @Schema(format = "date-time") @Nullable
            String to) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "What a draft of a rule would have done to traffic that was recorded from `from` to `to` (the last hour);"
                            + " changes nothing")
    @ApiResponse(
            responseCode = "200",
            description = "what would have been denied, beside what was",
            content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    @ApiResponse(responseCode = "400", description = "what is wrong with which field, or is not recorded")
    @ApiResponse(responseCode = "404", description = "nothing is recorded here: the setting `analytics` is `false`")
    public SimulationAnswer simulate(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Draft.class),
                                            examples = @ExampleObject(Shapes.DRAFT)))
                    @Nullable
                    Draft draft) {
        Rule rule = rule(draft == null ? null : draft.rule());
        Period period =
                Periods.read(draft == null ? null : draft.from(), draft == null ? null : draft.to(), null, service);
        Analytics analytics = Periods.analytics(service);
        Traffic traffic =
                service.limiter().observations().traffic().orElseThrow().read(period.from(), period.to());
        return SimulationAnswer.of(
                rule.id(),
                service.limiter()
                        .observations()
                        .simulate(rule, traffic, analytics.read(period.span()).callers()));
    }

    private static Rule rule(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            throw Problem.faulty("rule", "rule is missing; accepted is " + SHAPE);
        }
        String id = json.path("id").isTextual() ? json.get("id").textValue() : NAMELESS;
        try {
            Rule rule = Kind.RULE.parse(id, json);
            List<FieldError> unknown = Replayed.faults(rule).stream()
                    .map(fault -> new FieldError("rule." + fault.path(), fault.message()))
                    .toList();
            if (!unknown.isEmpty()) {
                throw Problem.faulty(unknown);
            }
            return rule;
        } catch (RulesException e) {
            throw Problem.faulty(
                    FieldError.of(e).stream().map(error -> error.in("rule")).toList());
        }
    }
}
