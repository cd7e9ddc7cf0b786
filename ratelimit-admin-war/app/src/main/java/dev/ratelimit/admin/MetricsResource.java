package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /metrics}: the meters of this node, for Prometheus. */
@Path("metrics")
public final class MetricsResource {

    private static final MediaType OPEN_METRICS = new MediaType("application", "openmetrics-text");

    private final Exposition exposition;

    MetricsResource(Exposition exposition) {
        this.exposition = exposition;
    }

    @GET
    @Operation(
            summary = "The meters of this node as Prometheus reads them; OpenMetrics where that is asked for by name")
    @ApiResponse(
            responseCode = "200",
            description = "`ratelimit_store_lost 0.0`, and more of such lines",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = "application/openmetrics-text",
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject("ratelimit_store_lost 0.0\n# EOF\n"))
            })
    public Response metrics(@Context HttpHeaders headers) {
        String type = prefersOpenMetrics(headers) ? Exposition.OPEN_METRICS : Exposition.TEXT;
        return Response.ok(exposition.scrape(type)).type(type).build();
    }

    /** Types are in the order of preference; a type that is neither says nothing. */
    private static boolean prefersOpenMetrics(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
                return false;
            }
            if (!type.isWildcardSubtype() && type.isCompatible(OPEN_METRICS)) {
                return !type.getParameters().getOrDefault("q", "1").matches("0(?:\\.0*)?");
            }
        }
        return false;
    }
}
