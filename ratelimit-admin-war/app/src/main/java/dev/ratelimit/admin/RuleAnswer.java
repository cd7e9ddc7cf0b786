package dev.ratelimit.admin;

import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.limit.Durations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What one rule said in a time. */
@Schema(name = "RuleAnalytics")
record RuleAnswer(String from, String to, String step, Counted.RuleCount totals, List<Counted.Point> series) {

    static RuleAnswer of(Period period, History history, String rule) {
        return new RuleAnswer(
                period.from().toString(),
                period.to().toString(),
                Durations.format(period.step().toMillis()),
                Counted.RuleCount.of(rule, history.counts().rule(rule)),
                Counted.series(period, history, counts -> counts.rule(rule)));
    }
}
