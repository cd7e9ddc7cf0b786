package dev.ratelimit.admin;

import dev.ratelimit.analytics.Counts;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.limit.Durations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What one rule said in a time. */
@Schema(name = "RuleAnalytics")
record RuleAnswer(String from, String to, String step, Counted.RuleCount totals, List<Counted.Point> series) {

    static RuleAnswer of(Period period, List<History.Slice> slices, String rule) {
        Counts counts =
                Counts.of(slices.stream().map(slice -> slice.counts().fields()).toList());
        return new RuleAnswer(
                period.from().toString(),
                period.to().toString(),
                Durations.format(period.step().toMillis()),
                Counted.RuleCount.of(rule, counts.rule(rule)),
                Counted.series(period, slices, slice -> slice.rule(rule)));
    }
}
