package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** {@code GET /health}, for load balancers: open to all. */
@Path("health")
@Right.Needed(Right.NONE)
public final class HealthResource {

    /** The answer is due within 500 ms. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Service service;

    HealthResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "Whether the store answers")
    @SecurityRequirements
    @ApiResponse(responseCode = "200", description = "`OK`")
    @ApiResponse(responseCode = "503", description = "`Redis connection failed`")
    public Response health() {
        return service.limiter().reachable(PATIENCE) ? Plain.ok("OK") : Plain.of(503, "Redis connection failed");
    }
}
