package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.json}: what the build generated from the resources. */
@Path("openapi.json")
public final class OpenApiResource {

    private final byte[] document;

    OpenApiResource() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing beside " + OpenApiResource.class.getName());
            }
            JsonNode description = Json.MAPPER.readTree(in);
            SharedResponses.addTo(description);
            document = Json.MAPPER.writeValueAsBytes(description);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.json", e);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "This description")
    @ApiResponse(
            responseCode = "200",
            description = "an OpenAPI document",
            content =
                    @Content(schema = @Schema(type = "object"), examples = @ExampleObject("{\"openapi\": \"3.0.1\"}")))
    public byte[] openApi() {
        return document.clone();
    }
}
