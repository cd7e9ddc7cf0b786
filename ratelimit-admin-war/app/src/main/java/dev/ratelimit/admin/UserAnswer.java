package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.user.Profile;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a user: the limits that apply now, named as in the record, and what is left.
 *
 * @param createdAt Unix seconds; null in memory of a record that says nothing of it
 * @param custom whether the limits are the user's own, and have not ended
 * @param plan the plan of the user, if it has not ended
 */
@JsonNaming(SnakeCaseStrategy.class)
record UserAnswer(
        String userId,
        String algorithm,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long maxTokens,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal refillRate,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long capacity,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal leakRate,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long limit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String window,
        @Nullable Long createdAt,
        @Nullable Long updatedAt,
        boolean custom,
        @Nullable String plan,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CheckAnswer.Bucket> buckets) {

    /** A user in a list, without buckets. */
    static UserAnswer of(String id, Profile profile, Limit limit) {
        return of(id, profile, limit, null);
    }

    /** A user with the live buckets of rule {@code default}. */
    static UserAnswer of(String id, Profile profile, Limit limit, @Nullable List<CheckAnswer.Bucket> buckets) {
        long now = System.currentTimeMillis();
        Algorithm algorithm = limit.algorithm();
        boolean token = algorithm == Algorithm.TOKEN;
        boolean leaky = algorithm == Algorithm.LEAKY;
        boolean windowed = algorithm.windowed();
        return new UserAnswer(
                id,
                algorithm.id(),
                token ? limit.capacity() : null,
                token ? Profile.ratePerSecond(limit) : null,
                leaky ? limit.capacity() : null,
                leaky ? Profile.ratePerSecond(limit) : null,
                windowed ? limit.capacity() : null,
                windowed ? limit.fillText() : null,
                number(profile, "created_at"),
                number(profile, "updated_at"),
                profile.custom() && profile.holds(now),
                profile.plan(now),
                buckets);
    }

    /** A number of Unix seconds that a record says; null where it says none. */
    static @Nullable Long number(Profile profile, String field) {
        String text = profile.fields().getOrDefault(field, "");
        return text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
    }
}
