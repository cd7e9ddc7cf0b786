package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /ratelimit/rules/validate}: what is wrong with a rules file, or odd about it. */
@Path("ratelimit/rules/validate")
public final class ValidateResource {

    private static final String SHAPE = "a rules file such as {\"rules\": [ … ], \"plans\": { … }}";

    /**
     * What was found.
     *
     * @param valid whether the file could be used
     * @param errors why it could not
     * @param findings what is hardly meant, where it could
     */
    record Validation(boolean valid, List<FieldError> errors, List<String> findings) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tells what is wrong with a rules file or odd about it; changes nothing")
    public Validation validate(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.FileShape.class),
                                            examples = @ExampleObject(Shapes.RULES)))
                    @Nullable
                    JsonNode body) {
        String text = Bodies.required(body, SHAPE).toString();
        try {
            RulesFile file = RulesFile.parse(text);
            List<FieldError> taken = Ids.unnameable(file.rules());
            if (!taken.isEmpty()) {
                return new Validation(false, taken, List.of());
            }
            List<Finding> findings = RuleLint.findings(RuleSet.of(file.rules()), file.plans());
            return new Validation(
                    true, List.of(), findings.stream().map(Finding::toString).toList());
        } catch (RulesException e) {
            return new Validation(false, FieldError.of(e), List.of());
        }
    }
}
