package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.History;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How often one caller came.
 *
 * @param from since when; of one from recorded traffic, since when that is kept
 * @param tracked whether this one was among those who came most, of whom counts are kept, or among the sample of recorded
 *     traffic; else the rest is 0 for want of knowledge
 */
@Schema(name = "CallerAnalytics")
record CallerAnswer(
        String from, String to, @JsonProperty("user_id") String userId, boolean tracked, long requests, long denied) {

    /** Whoever is among those who were denied most, and not among those who came most, came as often at least. */
    static CallerAnswer of(Period period, History history, String user) {
        long denied = history.denials().getOrDefault(user, 0L);
        long requests = Math.max(denied, history.requests().getOrDefault(user, 0L));
        return new CallerAnswer(period.from().toString(), period.to().toString(), user, requests > 0, requests, denied);
    }

    /** The same from what was recorded of recent traffic. */
    static CallerAnswer of(Traffic traffic, String user) {
        long caller = Fingerprint.of(user);
        long requests = 0;
        long denied = 0;
        for (Seen one : traffic.seen()) {
            if (one.request().caller() == caller) {
                requests += one.times();
                denied += one.request().allowed() ? 0 : one.times();
            }
        }
        return new CallerAnswer(
                traffic.from().toString(), traffic.to().toString(), user, requests > 0, requests, denied);
    }
}
