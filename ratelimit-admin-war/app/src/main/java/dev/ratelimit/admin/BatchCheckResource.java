package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /ratelimit/check/batch}: which of these requests may pass? */
@Path("ratelimit/check/batch")
@Right.Needed(Right.CHECK)
public final class BatchCheckResource {

    private static final int MOST = 1_000;
    private static final String EXAMPLE = "[{\"user_id\": \"alice\"}, {\"user_id\": \"bob\", \"cost\": 5}]";

    private final Service service;

    BatchCheckResource(Service service) {
        this.service = service;
    }

    /** One after the other, as they stand; none where one of them has a fault. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Checks and charges up to 1,000 requests one after the other, each as `POST /ratelimit/check` does."
                            + " Where one has a fault, none is charged")
    @ApiResponse(
            responseCode = "200",
            description = "one answer for each, in order, also of those that may not pass",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "what is wrong with which field of which request")
    public List<CheckAnswer> check(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            array =
                                                    @ArraySchema(
                                                            maxItems = MOST,
                                                            schema = @Schema(implementation = CheckRequest.class)),
                                            examples = @ExampleObject(EXAMPLE)))
                    @Nullable
                    List<@Nullable CheckRequest> requests) {
        return checked(requests).stream()
                .map(request -> Checks.check(service, request).answer())
                .toList();
    }

    private static List<CheckRequest> checked(@Nullable List<@Nullable CheckRequest> requests) {
        if (requests == null) {
            throw Problem.badRequest("the body is empty; accepted is a list such as " + EXAMPLE);
        }
        if (requests.size() > MOST) {
            throw Problem.badRequest("the body has " + requests.size() + " requests; accepted are at most " + MOST);
        }
        List<CheckRequest> checked = new ArrayList<>(requests.size());
        List<FieldError> faults = new ArrayList<>();
        for (CheckRequest request : requests) {
            String place = "[" + checked.size() + "]";
            CheckRequest given = request == null ? CheckRequest.EMPTY : request;
            given.faults().forEach(fault -> faults.add(fault.in(place)));
            checked.add(given);
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty(faults);
        }
        return checked;
    }
}
