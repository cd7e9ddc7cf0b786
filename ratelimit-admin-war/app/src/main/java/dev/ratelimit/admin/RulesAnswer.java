package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.Counts.Tally;
import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.limit.Durations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What each rule said in a time. */
@Schema(name = "RulesAnalytics")
record RulesAnswer(String from, String to, String step, List<RuleSeries> rules) {

    /** What one of them said, as {@link Counted.RuleCount} has it, and step by step. */
    @Schema(name = "RuleSeries")
    record RuleSeries(
            String rule,
            long requests,
            long allowed,
            long denied,
            @JsonProperty("would_deny") long wouldDeny,
            long near,
            List<RulePoint> series) {}

    /** A step of time. */
    @Schema(name = "RulePoint")
    record RulePoint(String at, long requests, long denied) {}

    /**
     * @param rules what each of them said in all, in the order of the answer
     * @param slices what they said in each minute, or hour
     */
    static RulesAnswer of(Period period, List<Counted.RuleCount> rules, List<History.Slice> slices) {
        List<Map<String, Tally>> steps =
                Counted.steps(period, slices).stream().map(Counts::rules).toList();
        return new RulesAnswer(
                period.from().toString(),
                period.to().toString(),
                Durations.format(period.step().toMillis()),
                rules.stream()
                        .map(rule -> of(rule, points(period, steps, rule.rule())))
                        .toList());
    }

    private static RuleSeries of(Counted.RuleCount count, List<RulePoint> series) {
        return new RuleSeries(
                count.rule(),
                count.requests(),
                count.allowed(),
                count.denied(),
                count.wouldDeny(),
                count.near(),
                series);
    }

    private static List<RulePoint> points(Period period, List<Map<String, Tally>> steps, String rule) {
        return IntStream.range(0, steps.size())
                .mapToObj(step -> {
                    Tally said = steps.get(step).getOrDefault(rule, Tally.NONE);
                    return new RulePoint(period.start(step).toString(), said.total(), said.of(Outcome.DENIED));
                })
                .toList();
    }
}
