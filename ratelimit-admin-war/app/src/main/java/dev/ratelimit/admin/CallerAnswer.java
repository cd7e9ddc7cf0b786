package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How often one caller came.
 *
 * @param tracked whether this one was among those who came most, of whom counts are kept; else the rest is 0 for want of
 *     knowledge
 */
@Schema(name = "CallerAnalytics")
record CallerAnswer(
        String from, String to, @JsonProperty("user_id") String userId, boolean tracked, long requests, long denied) {

    static CallerAnswer of(Period period, History history, String user) {
        return new CallerAnswer(
                period.from().toString(),
                period.to().toString(),
                user,
                history.requests().containsKey(user) || history.denials().containsKey(user),
                history.requests().getOrDefault(user, 0L),
                history.denials().getOrDefault(user, 0L));
    }
}
