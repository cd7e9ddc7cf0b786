package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.user.Profile;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
        Rule rule = defaultRule();
        return Rule.bucketLimit(rule.limits().get(0), rule.limits());
    }

    private Rule defaultRule() {
        return limiter.rules().find(Rule.DEFAULT_ID).orElseThrow();
    }

    /** The limit that applies to a user now. */
    Limit limitOf(Profile profile) {
        if (!defaultRule().countsUsers()) {
            return defaultLimit();
        }
        List<Limit> limits = limiter.limits(defaultRule(), profile);
        return Rule.bucketLimit(limits.get(0), limits);
    }

    /** What is to be told of a user whom there must be; nothing is charged, and nobody made. */
    <T> T known(String userId, Function<Profile, T> answer) {
        return limiter.users()
                .find(UserIdParameter.checked(userId))
                .map(answer)
                .orElseThrow(() -> Problem.refusal(404, "There is no user with this id."));
    }

    /** The buckets of rule {@code default}, uncharged; none where an application's own such rule counts no users. */
    List<CheckAnswer.Bucket> buckets(String userId) {
        return defaultRule().countsUsers()
                ? limiter.look(Rule.DEFAULT_ID, userId).decisions().stream()
                        .map(CheckAnswer.Bucket::of)
                        .toList()
                : List.of();
    }

    /** A check tells all there is to tell, whatever a filter with the same settings shows. */
    ResponseHeaders headers() {
        return ResponseHeaders.standard(ResponseOptions.defaults());
    }

    /** Hashes keys as filters with the same settings do. */
    Identification identification() {
        return settings.identification();
    }

    /** Whether a request names no user. */
    static boolean isMissing(@Nullable String userId) {
        return Objects.requireNonNullElse(userId, "").isBlank();
    }
}
