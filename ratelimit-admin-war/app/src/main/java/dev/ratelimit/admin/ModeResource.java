package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.ModeSwitch;
import dev.ratelimit.rule.Nearest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /ratelimit/mode}: the switch for everything. */
@Path("ratelimit/mode")
@Produces(MediaType.APPLICATION_JSON)
public final class ModeResource {

    private final Service service;

    ModeResource(Service service) {
        this.service = service;
    }

    /**
     * What is wanted.
     *
     * @param mode {@code enforce}, {@code shadow} or {@code off}
     * @param until from when on rules are enforced again; null for no end
     */
    @Schema(name = "WantedMode")
    record Wanted(
            @JsonProperty("mode")
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    allowableValues = {"enforce", "shadow", "off"})
            @Nullable
            String mode,

            @JsonProperty("until") @Schema(format = "date-time") @Nullable
            String until) {}

    /**
     * How it is set.
     *
     * @param inForce the mode of this moment: {@code enforce} once {@code until} is over
     * @param author who set it last; empty when nobody has
     */
    record Setting(
            String mode,
            @JsonProperty("in_force") String inForce,
            @Nullable String until,
            String author,
            @JsonProperty("updated_at") @Nullable String updatedAt) {

        static Setting of(ModeSwitch set) {
            return new Setting(
                    set.mode().id(),
                    set.at(System.currentTimeMillis()).id(),
                    text(set.until()),
                    set.author(),
                    text(set.at()));
        }

        private static @Nullable String text(@Nullable Instant instant) {
            return instant == null ? null : instant.toString();
        }
    }

    @GET
    @Operation(
            summary =
                    "The switch for everything: `enforce`, `shadow` (nothing is denied) or `off` (nothing is counted)")
    public Setting find() {
        return Setting.of(mode().load());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sets the switch on every node; with `until` rules are enforced again from then on")
    public Setting set(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Wanted.class),
                                            examples = @ExampleObject(Shapes.MODE)))
                    @Nullable
                    Wanted wanted,
            @Context SecurityContext security) {
        if (wanted == null || wanted.mode() == null) {
            throw Problem.faulty("mode", "mode is missing; accepted are " + accepted());
        }
        Mode mode = parse(wanted.mode());
        Instant until = Bodies.end("until", wanted.until());
        return Setting.of(mode().set(mode, until, Author.of(security)));
    }

    private static Mode parse(String word) {
        return Arrays.stream(Mode.values())
                .filter(known -> known.id().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.faulty(
                        "mode",
                        "mode \"" + word + "\" is not known" + Nearest.hint(word, words()) + "; accepted are "
                                + accepted()));
    }

    private static String accepted() {
        return String.join(", ", words());
    }

    private static List<String> words() {
        return Arrays.stream(Mode.values()).map(Mode::id).toList();
    }

    private ModeRepository mode() {
        return service.limiter().modeRepository();
    }
}
