package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.simulation.Simulation;
import dev.ratelimit.simulation.Tally;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a draft of a rule would have done.
 *
 * @param from since when traffic was replayed; later than asked for where none is kept from then
 * @param sampled how many of all callers were seen, such as {@code 1 in 4}; requests are estimates then
 * @param requests how many came, whatever the draft is about
 * @param byUser of whom most would have been denied, or were by the rule in force, at most 20
 * @param byRoute the same of routes
 * @param assumptions what may have been otherwise
 */
@Schema(name = "Simulation")
record SimulationAnswer(
        String rule,
        String from,
        String to,
        String sampled,
        long requests,
        Sum totals,
        String step,
        List<Point> series,
        @JsonProperty("by_user") List<UserSum> byUser,
        @JsonProperty("by_route") List<RouteSum> byRoute,
        List<String> assumptions) {

    /**
     * What would have become of requests.
     *
     * @param requests that the draft is about
     * @param denied by the draft
     * @param currentDenied by the rule in force of the same id
     * @param currentWouldDeny by that one, were it not in shadow
     * @param newlyDenied that passed
     * @param noLongerDenied that this rule alone denied
     */
    @Schema(name = "SimulatedSum")
    record Sum(
            long requests,
            long denied,
            @JsonProperty("current_denied") long currentDenied,
            @JsonProperty("current_would_deny") long currentWouldDeny,
            @JsonProperty("newly_denied") long newlyDenied,
            @JsonProperty("no_longer_denied") long noLongerDenied) {

        static Sum of(Tally tally) {
            return new Sum(
                    tally.requests(),
                    tally.denied(),
                    tally.current(),
                    tally.currentShadow(),
                    tally.newly(),
                    tally.noLonger());
        }
    }

    /** A step of time. */
    @Schema(name = "SimulatedPoint")
    record Point(
            String at,
            long requests,
            long denied,
            @JsonProperty("current_denied") long currentDenied) {}

    /**
     * A caller.
     *
     * @param userId {@code #} and a fingerprint for one who is not among those who came most
     */
    @Schema(name = "SimulatedUser")
    record UserSum(@JsonProperty("user_id") String userId, Sum totals) {}

    /** A route. */
    @Schema(name = "SimulatedRoute")
    record RouteSum(String route, Sum totals) {}

    static SimulationAnswer of(String rule, Simulation simulation) {
        return new SimulationAnswer(
                rule,
                simulation.from().toString(),
                simulation.to().toString(),
                "1 in " + simulation.scale(),
                simulation.requests(),
                Sum.of(simulation.total()),
                Durations.format(simulation.step().toMillis()),
                simulation.series().entrySet().stream()
                        .map(step -> new Point(
                                step.getKey().toString(),
                                step.getValue().requests(),
                                step.getValue().denied(),
                                step.getValue().current()))
                        .toList(),
                simulation.users().stream()
                        .map(user -> new UserSum(user.name(), Sum.of(user.tally())))
                        .toList(),
                simulation.routes().stream()
                        .map(route -> new RouteSum(route.name(), Sum.of(route.tally())))
                        .toList(),
                simulation.assumptions());
    }
}
