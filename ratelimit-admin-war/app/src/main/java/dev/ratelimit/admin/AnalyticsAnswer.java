package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.limit.Durations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What was decided in a time.
 *
 * @param rules by the requests about which they were asked, most first
 * @param routes by requests, the 500 with most
 * @param sources requests by who answered
 * @param events what docs/events.md tells of, by kind
 * @param nodes how many nodes counted; one that was started again is another
 */
@Schema(name = "Analytics")
record AnalyticsAnswer(
        String from,
        String to,
        String step,
        Counted.Count totals,
        List<Counted.Point> series,
        List<Counted.RuleCount> rules,
        List<Counted.RouteCount> routes,
        CountedUsers.Users users,
        Health.Latency latency,
        Map<String, Long> sources,
        Health.StoreHealth store,
        Map<String, Long> events,
        @JsonProperty("near_caches") Health.NearCaches nearCaches,
        int nodes) {

    private static final int MOST_ROUTES = 500;

    /**
     * @param slices all requests step by step
     * @param reachable whether the store answers now
     */
    static AnalyticsAnswer of(Period period, History history, List<History.Slice> slices, boolean reachable) {
        Counts counts = history.counts();
        return new AnalyticsAnswer(
                period.from().toString(),
                period.to().toString(),
                Durations.format(period.step().toMillis()),
                Counted.Count.of(counts.requests()),
                Counted.series(period, slices, Counts::requests),
                most(counts.rules(), Counted.RuleCount::of),
                most(counts.routes(), Counted.RouteCount::of).stream()
                        .limit(MOST_ROUTES)
                        .toList(),
                CountedUsers.Users.of(history),
                Health.Latency.of(counts, history),
                totals(counts.sources()),
                Health.StoreHealth.of(counts, reachable),
                counts.events(),
                Health.NearCaches.of(counts),
                history.nodes());
    }

    private static <T> List<T> most(Map<String, Tally> tallies, BiFunction<String, Tally, T> shape) {
        return tallies.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Tally> entry) ->
                                entry.getValue().total())
                        .reversed())
                .map(entry -> shape.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, Long> totals(Map<String, Tally> sources) {
        Map<String, Long> totals = new TreeMap<>();
        sources.forEach((source, tally) -> totals.put(source, tally.total()));
        return totals;
    }
}
