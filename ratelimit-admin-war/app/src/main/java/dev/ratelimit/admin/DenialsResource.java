package dev.ratelimit.admin;

import dev.ratelimit.analytics.Period;
import dev.ratelimit.simulation.Names;
import dev.ratelimit.traffic.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/analytics/denials}: the latest requests that were denied. */
@Path("ratelimit/analytics/denials")
public final class DenialsResource {

    private static final int MOST = 200;

    private final Service service;

    DenialsResource(Service service) {
        this.service = service;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "The latest denials from `from` to `to` (the last hour) in the sample of recent traffic, newest first,"
                            + " `limit` of them at most; none where the setting `analytics` is `false`")
    public DenialsAnswer find(
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("from") @Nullable String from,
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("to") @Nullable String to,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "" + MOST, defaultValue = "50"))
                    @QueryParam("limit")
                    @DefaultValue("50")
                    String limit) {
        int most = Bodies.size("limit", limit, MOST);
        return Periods.ifCounted(from, to, service)
                .map(period -> DenialsAnswer.of(traffic(period), names(period), most))
                .orElse(DenialsAnswer.NONE);
    }

    private Traffic traffic(Period period) {
        return service.limiter()
                .observations()
                .traffic()
                .orElseThrow()
                .read(period.from(), period.to(), AnalyticsResource.MOST_SEEN);
    }

    private Names names(Period period) {
        Names names = new Names();
        names.add(Periods.analytics(service).read(period.span()).callers());
        return names;
    }
}
