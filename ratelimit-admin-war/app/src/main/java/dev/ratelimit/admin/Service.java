package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all endpoints stand on.
 *
 * @param limiter has a rule {@code default}
 * @param settings as they were read at start
 */
record Service(RateLimiter limiter, Settings settings) {

    /** The limit that applies to users without one of their own. */
    Limit defaultLimit() {
        Rule rule = limiter.rules().find(Rule.DEFAULT_ID).orElseThrow();
        return rule.bucketLimit(rule.limits().get(0));
    }

    /** A check tells all there is to tell, whatever a filter with the same settings shows. */
    ResponseHeaders headers() {
        return ResponseHeaders.standard(ResponseOptions.defaults());
    }

    /** Hashes keys as filters with the same settings do. */
    Identification identification() {
        return settings.identification();
    }

    /** The id in a request's query, if there is one to speak of. */
    static boolean isMissing(@Nullable String userId) {
        return Objects.requireNonNullElse(userId, "").isBlank();
    }
}
