package dev.ratelimit.admin;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.PolicyNames;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What recent traffic tells of rules. */
final class ObservedTraffic {

    private static final Key BY_USER = Key.of("user");
    private static final double MEDIAN = 0.5;
    private static final double MOST_OF_THEM = 0.95;
    private static final double ALMOST_ALL = 0.99;

    private final Traffic traffic;
    private final Map<String, List<Seen>> byRule = new HashMap<>();

    ObservedTraffic(Traffic traffic) {
        this.traffic = traffic;
        for (Seen seen : traffic.seen()) {
            seen.request()
                    .rules()
                    .keySet()
                    .forEach(rule -> byRule.computeIfAbsent(rule, any -> new ArrayList<>())
                            .add(seen));
        }
    }

    Insights.Observed observed() {
        long requests = traffic.seen().stream().mapToLong(Seen::times).sum();
        return new Insights.Observed(traffic.from().toString(), traffic.to().toString(), requests, traffic.scale());
    }

    /** How many callers a rule in shadow would have hurt. */
    Insights.HurtUsers hurt(String rule) {
        Predicate<Seen> refused = seen -> seen.request().rules().get(rule) == Outcome.WOULD_DENY;
        return new Insights.HurtUsers(callers(rule, refused), callers(rule, seen -> true));
    }

    private long callers(String rule, Predicate<Seen> which) {
        long callers = byRule.getOrDefault(rule, List.of()).stream()
                .filter(which)
                .mapToLong(seen -> seen.request().caller())
                .distinct()
                .count();
        return callers * traffic.scale();
    }

    /** Limits that would fit a rule that counts by user; none where too little was seen to say. */
    Stream<Insights.SuggestedLimit> suggestions(Rule rule) {
        List<Seen> seen = byRule.getOrDefault(rule.id(), List.of());
        if (seen.isEmpty() || !rule.key().equals(BY_USER)) {
            return Stream.empty();
        }
        return rule.limits().stream().filter(this::fits).map(limit -> suggestion(rule, limit, seen));
    }

    /** Of a day an hour tells nothing. */
    private boolean fits(Limit limit) {
        long length = traffic.to().toEpochMilli() - traffic.from().toEpochMilli();
        return limit.calendar() == null && limit.fillMillis() <= length;
    }

    private static Insights.SuggestedLimit suggestion(Rule rule, Limit limit, List<Seen> seen) {
        Map<Long, Map<Long, Long>> taken = new HashMap<>();
        for (Seen one : seen) {
            long cost = one.times() * one.request().cost() * rule.cost();
            taken.computeIfAbsent(one.request().caller(), any -> new HashMap<>())
                    .merge(one.atMillis() / limit.fillMillis(), cost, Long::sum);
        }
        long[] sorted = taken.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        long almostAll = share(sorted, ALMOST_ALL);
        return new Insights.SuggestedLimit(
                rule.id(),
                PolicyNames.of(rule.id(), limit, rule.limits()),
                limit.fillText(),
                limit.capacity(),
                taken.size(),
                share(sorted, MEDIAN),
                share(sorted, MOST_OF_THEM),
                almostAll,
                sorted[sorted.length - 1],
                Math.max(1, almostAll + (almostAll + 3) / 4));
    }

    /** What a share of them is at most. */
    private static long share(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }
}
