package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/analytics/report}: what was decided in a time, and what is worth knowing of it. */
@Path("ratelimit/analytics/report")
public final class ReportResource {

    private static final String EXAMPLE =
            "\"section\",\"rule\",\"route\",\"user_id\",\"at\",\"limit\",\"window\",\"requests\","
                    + "\"allowed\",\"denied\",\"would_deny\",\"near\",\"count\",\"share\",\"current\",\"callers\",\"p50\",\"p95\",\"p99\","
                    + "\"max\",\"suggested\",\"verdict\"\n\"total\",,,,,,,6,5,1,,,,,,,,,,,,\n";
    private static final String CSV = "text/csv;charset=utf-8";

    private final Service service;

    ReportResource(Service service) {
        this.service = service;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "A report from `from` to `to` (the last day), as `json` or `csv`: what was decided, who is near a"
                    + " limit, which rules never matched or always deny, what rules in shadow would have refused, limits"
                    + " that would fit, and the busiest hours")
    @ApiResponse(
            responseCode = "200",
            description = "the report",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Report.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"), examples = @ExampleObject(EXAMPLE))
            })
    @ApiResponse(responseCode = "404", description = "nothing is counted here: the setting `analytics` is `false`")
    public Response find(
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("from") @Nullable String from,
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("to") @Nullable String to,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {"json", "csv"},
                                            defaultValue = "json"))
                    @QueryParam("format")
                    @DefaultValue("json")
                    String format) {
        if (!format.equals("json") && !format.equals("csv")) {
            throw Problem.faulty("format", "\"" + format + "\" is no format; accepted are json and csv");
        }
        Period period = Periods.ofReport(from, to, service);
        Report report = report(period, Periods.analytics(service));
        if (format.equals("json")) {
            return Response.ok(report, MediaType.APPLICATION_JSON_TYPE).build();
        }
        return Response.ok(ReportTable.of(report), CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ratelimit-report.csv\"")
                .build();
    }

    private Report report(Period period, Analytics analytics) {
        RateLimiter limiter = service.limiter();
        History history = analytics.read(period.span());
        List<History.Slice> slices = analytics.series(period.span(), Field.ofRequests());
        ObservedTraffic traffic = new ObservedTraffic(limiter.observations()
                .traffic()
                .orElseThrow()
                .read(period.from(), period.to(), AnalyticsResource.MOST_SEEN));
        return new Report(
                AnalyticsAnswer.of(period, history, slices, limiter.reachable(AnalyticsResource.PATIENCE)),
                new InsightFinder(limiter.rules().rules(), period, history, slices, traffic).find());
    }
}
