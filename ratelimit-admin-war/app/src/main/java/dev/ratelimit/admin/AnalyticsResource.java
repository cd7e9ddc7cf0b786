package dev.ratelimit.admin;

import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.http.UserIds;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/analytics}: what was decided in a time. */
@Path("ratelimit/analytics")
@Produces(MediaType.APPLICATION_JSON)
public final class AnalyticsResource {

    static final Duration PATIENCE = Duration.ofMillis(250);

    /** How much of recent traffic is looked at: what is read in a tenth of a second, about. */
    static final int MOST_SEEN = 50_000;

    private final Service service;

    AnalyticsResource(Service service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary =
                    "What was decided from `from` to `to` (the last hour), in steps of `step`; of one rule with `rule`,"
                            + " and how often one user came with `user`")
    @ApiResponse(
            responseCode = "200",
            description = "counts",
            content = @Content(schema = @Schema(oneOf = {AnalyticsAnswer.class, RuleAnswer.class, CallerAnswer.class})))
    @ApiResponse(responseCode = "404", description = "nothing is counted here: the setting `analytics` is `false`")
    public Response find(
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("from") @Nullable String from,
            @Parameter(schema = @Schema(format = "date-time")) @QueryParam("to") @Nullable String to,
            @Parameter(schema = @Schema(pattern = Shapes.STEP)) @QueryParam("step") @Nullable String step,
            @Parameter(schema = @Schema(pattern = Ids.PATTERN)) @QueryParam("rule") @Nullable String rule,
            @Parameter(schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST)) @QueryParam("user") @Nullable
                    String user) {
        refuseUnusable(rule, user);
        Period period = Periods.read(from, to, step, service);
        Analytics analytics = Periods.analytics(service);
        return Response.ok(answer(period, analytics, rule, user)).build();
    }

    private static void refuseUnusable(@Nullable String rule, @Nullable String user) {
        if (rule != null && user != null) {
            throw Problem.badRequest("rule and user are both given; accepted is one of them");
        }
        if (rule != null && !rule.matches(Ids.PATTERN)) {
            throw Problem.faulty(
                    "rule", "\"" + rule + "\" is no id of a rule; accepted are 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        if (user != null && !UserIds.accepts(user)) {
            throw Problem.faulty("user", UserIdParameter.UNUSABLE.replace("user_id", "user"));
        }
    }

    private Object answer(Period period, Analytics analytics, @Nullable String rule, @Nullable String user) {
        if (user != null) {
            return caller(period, analytics.read(period.span()), user);
        }
        if (rule == null) {
            return AnalyticsAnswer.of(
                    period,
                    analytics.read(period.span()),
                    analytics.series(period.span(), Field.ofRequests()),
                    service.limiter().reachable(PATIENCE));
        }
        List<History.Slice> slices = analytics.series(period.span(), Field.ofRule(rule));
        return RuleAnswer.of(period, slices, rule);
    }

    private CallerAnswer caller(Period period, History history, String user) {
        CallerAnswer counted = CallerAnswer.of(period, history, user);
        if (history.requests().containsKey(user)) {
            return counted;
        }
        return service.limiter()
                .observations()
                .traffic()
                .map(log -> CallerAnswer.of(log.read(period.from(), period.to(), MOST_SEEN), user))
                .filter(CallerAnswer::tracked)
                .orElse(counted);
    }
}
