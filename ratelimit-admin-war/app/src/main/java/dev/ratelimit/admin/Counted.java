package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often something happened, in answers. */
final class Counted {

    private Counted() {}

    /** Requests, or those about which a rule was asked. */
    record Count(long requests, long allowed, long denied) {

        static Count of(Tally tally) {
            return new Count(tally.total(), tally.allowed(), tally.of(Outcome.DENIED));
        }
    }

    /** A step of time. */
    record Point(String at, long requests, long allowed, long denied) {

        static Point of(String at, Tally tally) {
            return new Point(at, tally.total(), tally.allowed(), tally.of(Outcome.DENIED));
        }
    }

    /**
     * What a rule said of requests.
     *
     * @param wouldDeny how many of those that it allowed it would have denied, were it not in shadow
     * @param near how many of those that it allowed left a fifth of the limit, or less
     */
    record RuleCount(
            String rule,
            long requests,
            long allowed,
            long denied,
            @JsonProperty("would_deny") long wouldDeny,
            long near) {

        static RuleCount of(String rule, Tally tally) {
            return new RuleCount(
                    rule,
                    tally.total(),
                    tally.allowed(),
                    tally.of(Outcome.DENIED),
                    tally.of(Outcome.WOULD_DENY),
                    tally.of(Outcome.NEAR));
        }
    }

    /** Requests for one route. */
    record RouteCount(String route, long requests, long allowed, long denied) {

        static RouteCount of(String route, Tally tally) {
            return new RouteCount(route, tally.total(), tally.allowed(), tally.of(Outcome.DENIED));
        }
    }

    /** What became of requests step by step. */
    static List<Point> series(Period period, List<History.Slice> slices, Function<Counts, Tally> which) {
        List<Counts> steps = steps(period, slices);
        return IntStream.range(0, steps.size())
                .mapToObj(step -> Point.of(period.start(step).toString(), which.apply(steps.get(step))))
                .toList();
    }

    /** What was counted in each step. */
    static List<Counts> steps(Period period, List<History.Slice> slices) {
        Map<Integer, List<Map<String, Long>>> steps = slices.stream()
                .collect(Collectors.groupingBy(
                        slice -> period.point(slice.number()),
                        Collectors.mapping(slice -> slice.counts().fields(), Collectors.toList())));
        return IntStream.range(0, period.points())
                .mapToObj(step -> Counts.of(steps.getOrDefault(step, List.of())))
                .toList();
    }
}
