package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.http.Allowance;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Rule;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of all there is to know of a user at the moment.
 *
 * @param record what is special about the user
 * @param buckets what is left under each rule that counts by nothing but the user, whatever its condition
 * @param otherRules the rules that count by the user and more
 * @param allowList the user's own entry of that list; absent where there is none
 * @param denyList likewise
 */
@JsonNaming(SnakeCaseStrategy.class)
record UserStatus(
        @JsonUnwrapped UserRecord record,
        List<Allowance> buckets,
        List<OtherRule> otherRules,
        @JsonInclude(JsonInclude.Include.NON_NULL) ListedResource.@Nullable Entry allowList,
        @JsonInclude(JsonInclude.Include.NON_NULL) ListedResource.@Nullable Entry denyList) {

    /** A rule of which the user has no bucket that the id alone could tell. */
    record OtherRule(String rule, List<String> key, String reason) {

        static OtherRule of(Rule rule) {
            List<String> key = rule.key().parts().stream().map(KeyPart::word).toList();
            String more = key.stream().filter(word -> !word.equals("user")).collect(Collectors.joining(" and "));
            return new OtherRule(
                    rule.id(),
                    key,
                    "it counts by " + more
                            + " as well; a POST /ratelimit/check that has these, with cost 0, looks at one"
                            + " bucket of it");
        }
    }

    static UserStatus of(UserRecord record, List<Allowance> buckets, RateLimiter limiter) {
        List<OtherRule> others = limiter.rules().rules().stream()
                .filter(rule -> rule.active() && rule.key().byUser() && !rule.countsUsers())
                .map(OtherRule::of)
                .toList();
        String id = record.userId();
        return new UserStatus(record, buckets, others, entry(limiter.allowList(), id), entry(limiter.denyList(), id));
    }

    /** An id that reads as an address or a network is no caller's entry, whatever the list has for it. */
    private static ListedResource.@Nullable Entry entry(ListRepository list, String id) {
        try {
            return list.find(id)
                    .filter(entry ->
                            entry.target().network() == null && entry.entry().equals(id))
                    .map(ListedResource.Entry::of)
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
