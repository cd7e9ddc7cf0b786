package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** {@code GET /ratelimit/access}: who is asking, so that a page can leave out what it may not do. */
@Path("ratelimit/access")
public final class AccessResource {

    private final AccessControl access;

    AccessResource(AccessControl access) {
        this.access = access;
    }

    /**
     * Who is asking.
     *
     * @param role {@code admin} may change everything, {@code viewer} may look
     * @param by how that was found: by a {@code token}, by the {@code container}, or not at all where access is {@code open}
     */
    @Schema(name = "Access")
    record Asking(
            @Schema(allowableValues = {"admin", "viewer"}) String role,

            @Schema(allowableValues = {"token", "container", "open"})
            String by) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who is asking: what role that is, and how it was found")
    public Asking find(@Context ContainerRequestContext request) {
        String role = String.valueOf(request.getProperty(Guard.ROLE)).toLowerCase(Locale.ROOT);
        return new Asking(role, access.by());
    }
}
