package dev.ratelimit.admin;

import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.analytics.Ranking;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is worth knowing of what was counted. */
final class InsightFinder {

    private static final int MOST_NEAR = 20;
    private static final int MOST_HURT = 5;
    private static final int MOST_HOURS = 5;
    private static final double PERCENT = 100;

    private final List<Rule> rules;
    private final Period period;
    private final List<History.Slice> slices;
    private final History history;
    private final Map<String, Tally> counted;
    private final ObservedTraffic traffic;

    /** @param rules in force */
    InsightFinder(
            List<Rule> rules, Period period, History history, List<History.Slice> slices, ObservedTraffic traffic) {
        this.rules = rules;
        this.period = period;
        this.slices = slices;
        this.history = history;
        this.counted = history.counts().rules();
        this.traffic = traffic;
    }

    Insights find() {
        return new Insights(
                ranked(Ranking.NEAR).limit(MOST_NEAR).toList(),
                neverMatched(),
                alwaysDenying(),
                shadow(),
                rules.stream().flatMap(traffic::suggestions).toList(),
                busiestHours(),
                traffic.observed());
    }

    /** Most first. */
    private Stream<Insights.RuleUser> ranked(Ranking ranking) {
        return history.ranked().by(ranking).entrySet().stream()
                .map(entry -> ruleUser(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Insights.RuleUser::requests)
                        .reversed()
                        .thenComparing(Insights.RuleUser::rule)
                        .thenComparing(Insights.RuleUser::userId));
    }

    /** Ids of rules hold no blank. */
    private static Insights.RuleUser ruleUser(String name, long requests) {
        int end = name.indexOf(' ');
        return new Insights.RuleUser(name.substring(0, Math.max(0, end)), name.substring(end + 1), requests);
    }

    private Tally of(String rule) {
        return counted.getOrDefault(rule, Tally.NONE);
    }

    private List<String> neverMatched() {
        return rules.stream()
                .filter(rule -> rule.enabled() && rule.mode() != Mode.OFF)
                .map(Rule::id)
                .filter(id -> of(id).total() == 0)
                .toList();
    }

    private List<Counted.RuleCount> alwaysDenying() {
        return counted.entrySet().stream()
                .filter(rule -> rule.getValue().total() > 0 && rule.getValue().allowed() == 0)
                .map(rule -> Counted.RuleCount.of(rule.getKey(), rule.getValue()))
                .toList();
    }

    private List<Insights.ShadowRule> shadow() {
        Stream<String> inShadow = rules.stream()
                .filter(rule -> rule.enabled() && rule.mode() == Mode.SHADOW)
                .map(Rule::id);
        Stream<String> refusing = counted.entrySet().stream()
                .filter(rule -> rule.getValue().of(Outcome.WOULD_DENY) > 0)
                .map(Map.Entry::getKey);
        return Stream.concat(inShadow, refusing)
                .distinct()
                .sorted()
                .map(this::shadow)
                .toList();
    }

    private Insights.ShadowRule shadow(String rule) {
        Tally tally = of(rule);
        long refused = tally.of(Outcome.WOULD_DENY);
        double share = tally.total() == 0 ? 0 : (double) refused / tally.total();
        Insights.HurtUsers users = traffic.hurt(rule);
        List<CountedUsers.UserCount> top = ranked(Ranking.WOULD_DENY)
                .filter(hurt -> hurt.rule().equals(rule))
                .limit(MOST_HURT)
                .map(hurt -> new CountedUsers.UserCount(hurt.userId(), hurt.requests()))
                .toList();
        return new Insights.ShadowRule(
                rule, tally.total(), refused, share, users, top, verdict(tally.total(), refused, users));
    }

    private static String verdict(long requests, long refused, Insights.HurtUsers users) {
        if (requests == 0) {
            return "no request met it";
        }
        if (refused == 0) {
            return String.format(Locale.ROOT, "enforced, it would have refused none of %,d requests", requests);
        }
        String of = users.hurt() == 0
                ? ""
                : String.format(Locale.ROOT, ", of %,d of the %,d callers seen lately", users.hurt(), users.of());
        return String.format(
                Locale.ROOT,
                "enforced, it would have refused %.2f %% of its requests (%,d of %,d)%s",
                PERCENT * refused / requests,
                refused,
                requests,
                of);
    }

    private List<Counted.Point> busiestHours() {
        Map<Instant, List<Map<String, Long>>> hours = slices.stream()
                .collect(Collectors.groupingBy(
                        slice -> period.span().start(slice.number()).truncatedTo(ChronoUnit.HOURS),
                        Collectors.mapping(slice -> slice.counts().fields(), Collectors.toList())));
        return hours.entrySet().stream()
                .map(hour -> Counted.Point.of(
                        hour.getKey().toString(), Counts.of(hour.getValue()).requests()))
                .filter(point -> point.requests() > 0)
                .sorted(Comparator.comparingLong(Counted.Point::requests)
                        .reversed()
                        .thenComparing(Counted.Point::at))
                .limit(MOST_HOURS)
                .toList();
    }
}
