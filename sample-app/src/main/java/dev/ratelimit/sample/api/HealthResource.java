package dev.ratelimit.sample.api;

import dev.ratelimit.jaxrs.NotRateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/health}: whoever watches the shop is not to be refused. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

    /** How the shop is. */
    record Health(String status) {}

    /** Passes uncounted. */
    @GET
    @NotRateLimited
    public Health health() {
        return new Health("UP");
    }
}
