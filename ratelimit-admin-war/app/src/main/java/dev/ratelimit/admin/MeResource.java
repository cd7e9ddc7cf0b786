package dev.ratelimit.admin;

import dev.ratelimit.filter.ServletRequestView;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.http.Standing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /ratelimit/me}: what is left to whoever asks. */
@Path("ratelimit/me")
public final class MeResource {

    private final Service service;

    MeResource(Service service) {
        this.service = service;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "What is left to whoever asks, told apart as a filter with the same settings would: by the name that the"
                            + " container knows, else by the address. Charges nothing")
    @Parameter(
            name = "path",
            in = ParameterIn.QUERY,
            description = "the path of which is asked, such as /search",
            schema = @Schema(pattern = CheckRequest.PATH_PATTERN))
    public Standing find(@Context HttpServletRequest request) {
        RequestView view = new ServletRequestView(request);
        String path = view.query("path");
        if (path != null && !CheckRequest.isPath(path)) {
            throw Problem.badRequest("path \"" + path
                    + "\" is no path; accepted are those that begin with / and have no query, such as /search");
        }
        return service.limiter().standing(view);
    }
}
