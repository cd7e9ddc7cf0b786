package dev.ratelimit.admin;

import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/analytics/rules}: what each rule said, step by step. */
@Path("ratelimit/analytics/rules")
public final class RuleSeriesResource {

    /** So that an answer stays within some megabytes, and Redis is not asked for more than it reads in passing. */
    private static final int MOST_POINTS = 30_000;

    private final Service service;

    RuleSeriesResource(Service service) {
        this.service = service;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "What each rule said from `from` to `to` (the last hour), in steps of `step`: the rules that were asked"
                            + " most first, as many as have 30000 points together")
    @ApiResponse(
            responseCode = "200",
            description = "a series for each rule",
            content = @Content(schema = @Schema(implementation = RulesAnswer.class)))
    @ApiResponse(responseCode = "404", description = "nothing is counted here: the setting `analytics` is `false`")
    public RulesAnswer find(
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("from") @Nullable String from,
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("to") @Nullable String to,
            @Parameter(schema = @Schema(pattern = Shapes.STEP)) @QueryParam("step") @Nullable String step) {
        Period period = Periods.read(from, to, step, service);
        Analytics analytics = Periods.analytics(service);
        List<Counted.RuleCount> rules = askedMost(analytics.read(period.span()), MOST_POINTS / period.points());
        List<String> fields = rules.stream()
                .flatMap(rule -> Field.ofRule(rule.rule()).stream())
                .toList();
        List<History.Slice> slices = rules.isEmpty() ? List.of() : analytics.series(period.span(), fields);
        return RulesAnswer.of(period, rules, slices);
    }

    private static List<Counted.RuleCount> askedMost(History history, int most) {
        return history.counts().rules().entrySet().stream()
                .map(rule -> Counted.RuleCount.of(rule.getKey(), rule.getValue()))
                .sorted(Comparator.comparingLong(Counted.RuleCount::requests).reversed())
                .limit(most)
                .toList();
    }
}
