package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.user.Profile;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a user's record: what is special about the user, whether it still holds or not.
 *
 * @param custom whether the user has a limit of his own
 * @param limits that limit, in place of rule {@code default}'s; empty where there is none
 * @param overrides limits in place of those of rules, by their ids
 * @param until from when on none of this holds any more; null for no end
 * @param ended whether that is over
 * @param createdAt null where the record does not say
 * @param version counts the changes; 0 for a user who was only ever checked
 */
@JsonNaming(SnakeCaseStrategy.class)
record UserRecord(
        String userId,
        boolean custom,
        @Nullable String plan,

        @ArraySchema(schema = @Schema(implementation = Object.class))
        List<JsonNode> limits,

        @Schema(implementation = Object.class) JsonNode overrides,
        @Nullable String until,
        boolean ended,
        String note,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        long version) {

    /** @param standard the limit of rule {@code default} */
    static UserRecord of(String id, Profile profile, Limit standard) {
        return new UserRecord(
                id,
                profile.custom(),
                profile.fields().get("plan"),
                limits(profile, standard),
                profile.overrides().write(),
                text(profile.until()),
                !profile.holds(System.currentTimeMillis()),
                profile.fields().getOrDefault("note", ""),
                time(profile, "created_at"),
                time(profile, "updated_at"),
                profile.version());
    }

    private static List<JsonNode> limits(Profile profile, Limit standard) {
        boolean own =
                profile.custom() && profile.fields().keySet().containsAll(Profile.fieldNames(standard.algorithm()));
        // Before every end, so that it is told what the record says.
        return own ? List.of(write(profile.apply(standard, Long.MIN_VALUE))) : List.of();
    }

    private static ObjectNode write(Limit limit) {
        try {
            return RuleJson.write(limit);
        } catch (IllegalArgumentException e) {
            // The rate of a default that was made in code, which no rules file can say: as near as the record does.
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            return json.put("algorithm", Algorithm.LEAKY.id())
                    .put("capacity", limit.capacity())
                    .put("leak_rate", Profile.ratePerSecond(limit));
        }
    }

    private static @Nullable String time(Profile profile, String field) {
        Long seconds = UserAnswer.number(profile, field);
        return seconds == null ? null : text(Instant.ofEpochSecond(seconds));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
